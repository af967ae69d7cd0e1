//! Names of languages.

use super::Word;

impl Word {
    /// The name of a language by its two-letter code (ISO 639-1): of those that are told apart by
    /// their words or script.
    pub fn language(code: &str) -> Option<Self> {
        Some(match code {
            "en" => Self::LangEnglish,
            "th" => Self::LangThai,
            "de" => Self::LangGerman,
            "fr" => Self::LangFrench,
            "es" => Self::LangSpanish,
            "it" => Self::LangItalian,
            "pl" => Self::LangPolish,
            "pt" => Self::LangPortuguese,
            "nl" => Self::LangDutch,
            "lo" => Self::LangLao,
            "km" => Self::LangKhmer,
            "my" => Self::LangBurmese,
            "ja" => Self::LangJapanese,
            "zh" => Self::LangChinese,
            "ko" => Self::LangKorean,
            "ru" => Self::LangRussian,
            "el" => Self::LangGreek,
            "ar" => Self::LangArabic,
            "he" => Self::LangHebrew,
            "hi" => Self::LangHindi,
            _ => return None,
        })
    }
}
