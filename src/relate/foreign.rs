//! Languages that have no table of how common their words are: their commonest words say nothing,
//! and no more do short ones.

use crate::text::Lang;

/// Whether a word in lower case says nothing in a language other than English or Thai.
///
/// Words of at most three letters go, since no table says which of them are common; so do the
/// listed ones, in whichever of these languages: an article in one seldom needs the others' words.
pub(super) fn is_stopword(word: &str, lang: Lang) -> bool {
    let code = lang.code().unwrap_or_default();
    // An article whose language is not known may be in any of them, and in English.
    if matches!(code, "" | "en" | "th") {
        return code.is_empty() && WORDS.iter().any(|(_, list)| has(list, word));
    }
    let spaced = !matches!(code, "ja" | "zh" | "ko");
    (spaced && word.chars().count() <= 3)
        || WORDS.iter().any(|(c, list)| *c == code && has(list, word))
}

/// Whether a capital makes no name in a language: German gives one to every noun.
pub(super) fn capitals_nouns(lang: Lang) -> bool {
    lang.code() == Some("de")
}

fn has(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|w| w == word)
}

/// The commonest words of four letters and more.
#[rustfmt::skip]
const WORDS: &[(&str, &str)] = &[
    ("de", "aber alle allem allen aller alles also andere anderen auch beim bereits damit dann dass dazu deren dessen
        diese diesem diesen dieser dieses doch dort durch eben eine einem einen einer eines erst etwa etwas euro ganz
        gegen geht gibt habe haben hatte hatten heute hier immer jahr jahre jahren jede jeden jeder jedoch jetzt kann
        kein keine keinen können konnte machen mehr mein meist muss müssen nach nicht nichts noch nun oder ohne schon
        sehr sein seine seinem seinen seiner seit selbst sich sind soll sollen sollte sondern sowie sagte über unter
        viel viele vielen vier vom vor waren wegen weil weiter weitere welche wenn werden wieder will wird worden
        wurde wurden während würde zeit zwei zwischen zum zur"),
    ("fr", "ainsi alors après aucun aujourd aussi autre autres avait avant avec avoir beaucoup bien cela celle celui
        cependant ces cette ceux chaque chez comme contre dans deux depuis dernier dire dont elle elles encore entre
        était étaient être faire fait faut fois font ils jamais jour jours leur leurs lors mais même moins nous notamment
        notre ouvre parce parmi pas pendant peut peuvent plus plusieurs pour pourquoi quand quatre quel quelle quelques
        sans selon sera ses seulement sont sous suite sur surtout tous tout toute toutes très trois trop vers voir vont
        votre vous"),
    ("es", "además algo algunos ante antes años aquí aunque bien cada casi como con contra cual cuando cuatro debe desde
        después dice dijo donde dos durante ella ellos embargo entre era eran esa ese eso esta está están estaba estas
        este esto estos fueron gran había hace hacer hacia hasta han hoy luego mayor menos mientras mismo momento mucho
        muchos muy nada ninguno nos nosotros otra otras otro otros para parte pero poco podría por porque primera puede
        pueden pues quien según ser será sido siempre sin sino sobre solo sólo también tanto tener tiene tienen todas todo
        todos tras tres unos vez veces"),
    ("it", "abbiamo alcuni alla alle allo anche ancora anni aveva avere bene che chi come con così contro cosa cui dagli
        dalla dalle dallo degli dei del della delle dello dentro dopo dove due ecco era erano essere essi fare fatto fino
        fra già gli hanno hai infatti loro mai meno mentre molto nella nelle nello nei negli nessuno noi non nostra nostro
        ogni oggi ora oltre per perché però più poi primo proprio prima quale quando quanto quasi quella quelle quelli
        quello questa queste questi questo quindi sarà senza sempre siamo sia sono sotto sopra sta stata stati stato
        sua sul sulla sulle suo suoi tra tutta tutte tutti tutto una uno verso viene volta"),
    ("pt", "agora ainda além algo algumas alguns antes anos após aqui assim até cada com como contra das depois desde
        deste dessa desse deve dia disse dois durante ela elas ele eles enquanto entre era essa esse esta está estão
        estava este estes foi foram fazer havia hoje isso isto lhe maior mais mas mesmo menos muito muitos nada não nem
        nessa nesse nesta neste nos nossa nosso num numa onde ontem outra outras outro outros para parte pela pelas pelo
        pelos pode podem por porque pouco qual quando quem sem sempre ser seria seu seus sido sobre sua suas também tem
        tinha toda todas todo todos três uma vez vezes"),
    ("nl", "aan aangezien achter alle alleen alles altijd ander andere anderen bijna bij binnen daar daarna daarom dan dat
        deze dit doen door dus echter een eens eerste elke enige enkele geen geweest gewoon gaan gaat goed haar heb hebben
        heeft heel hem het hier hoe hun iets ieder iemand jaar jaren kan komen komt kunnen kon laat maar maken meer meest
        mensen met mijn moet moeten mogen naar niet niets nog nooit nou nu omdat onder ons onze ook over samen sinds
        slechts steeds tegen terwijl toch toen tot tussen twee uit van vaak vandaag veel verder volgens voor vooral waar
        waarom wanneer want waren was wat weer wel welke werd werden wie wil worden wordt zal zei zegt zelf zich zijn
        zoals zonder zou zouden"),
    ("pl", "albo ale bardzo bez będzie będą być była było były bowiem chce choć ciągle czego czyli dlatego dlaczego dla
        dnia dwa dwie gdy gdyż gdzie ich ile inne inny innych jako jak jednak jego jej jest jestem jeszcze jeśli jeżeli już
        kiedy kilka kto która które którego której który których którzy lat lub mają mamy między mimo może można mógł
        musi nad nawet nich nie niego niej nim nimi niż nowe oraz pod podczas ponad ponieważ potem powiedział poza przed
        przede przez przy raz roku również sam się sobie swoich swoje swój tak takie tam tego tej ten teraz też tych tylko
        tym trzy wiele wielu więc właśnie wszystkich wszystkie wszystko zaś zawsze został została zostały żeby"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_say_nothing_in_their_language() {
        let of = Lang::from_code;
        for (word, code) in [
            ("wurde", "de"),
            ("aus", "de"),
            ("dans", "fr"),
            ("entre", "es"),
            ("della", "it"),
        ] {
            assert!(is_stopword(word, of(code)), "{word}");
        }
        assert!(!is_stopword("hochwasser", of("de")));
        assert!(!is_stopword("oil", Lang::ENGLISH));
        assert!(!is_stopword("dans", Lang::ENGLISH));
        assert!(is_stopword("wurde", Lang::UNKNOWN));
        assert!(!is_stopword("大", of("zh")));
    }
}
