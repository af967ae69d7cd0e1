//! Thai words are found however they are written, parted and mixed.

use super::{document, put, query, search};
use khao::model::State;
use khao::query::Subject;
use khao::store::Library;

/// Title, text, outlet, who wrote it, and comments by their authors.
type Text<'a> = (&'a str, &'a str, &'a str, &'a str, &'a [(&'a str, &'a str)]);

const TEXTS: &[Text<'_>] = &[
    (
        "น้ำท่วมใหญ่เชียงราย",
        "แม่น้ำกกล้นตลิ่ง ชาวบ้านอพยพ ๒๐๐ ครัวเรือน",
        "ข่าวเหนือ",
        "สมหญิง ใจดี",
        &[("นพดล", "เห็นใจชาวเชียงราย"), ("Ann", "Stay safe")],
    ),
    (
        "ผู้นำอาเซียนประชุมที่กรุงเทพมหานคร",
        "นายกรัฐมนตรีกล่าวต้อนรับผู้นำ 10 ประเทศ",
        "บางกอกนิวส์",
        "วิชัย",
        &[],
    ),
    (
        "แรงงานข้ามชาติได้รับวัคซีน COVID-19",
        "กระทรวงสาธารณสุขฉีดวัคซีนแล้ว 1,250 คน",
        "สุขภาพดี",
        "",
        &[("สมชาย", "ขอบคุณหมอทุกท่าน")],
    ),
    (
        "Mahidol University opens a lab",
        "มหาวิทยาลัยมหิดลเปิดห้องปฏิบัติการใหม่ที่ศาลายา",
        "Campus Post",
        "Ada Stern",
        &[],
    ),
    (
        "ราคาน้ำมันขึ้นอีก",
        "ปตท. ปรับราคาน้ำมัน 50 สตางค์พรุ่งนี้",
        "",
        "",
        &[("ปิติ", "น้ำมันแพง แต่เงินเดือนเท่าเดิม")],
    ),
    // Two SARA E for one SARA AE, as many type it.
    (
        "เเม่ค้าตลาดนัดยิ้มออก",
        "เเม่ค้าขายดีช่วงสงกรานต์ พ.ศ. ๒๕๖๖",
        "",
        "",
        &[],
    ),
    ("ตากลมที่ริมทะเล", "นักท่องเที่ยวนั่งตากลมชมวิวหัวหิน", "", "", &[]),
    // SARA AM as NIKHAHIT, tone and SARA AA.
    ("นํ้าดื่มชุมชน", "โครงการนํ้าดื่มสะอาดของหมู่บ้าน", "", "", &[]),
];

const QUERIES: &[(&str, &[usize])] = &[
    ("น้ำท่วม", &[0]),
    ("นํ้าท่วม", &[0]),
    ("น้ําท่วม", &[0]),
    ("นำ้ท่วม", &[0]),
    ("น้ำ", &[0, 4, 7]),
    ("นํ้า", &[0, 4, 7]),
    ("น้ำดื่ม", &[7]),
    ("น้ำมัน", &[4]),
    ("ราคาน้ำมัน", &[4]),
    ("\"น้ำมันแพง\"", &[4]),
    ("แม่น้ำกก", &[0]),
    ("เชียงราย", &[0]),
    ("ชาวเชียงราย", &[0]),
    ("200", &[0]),
    ("๒๐๐ ครัวเรือน", &[0]),
    ("1,250", &[2]),
    ("๑,๒๕๐ คน", &[2]),
    ("ผู้นำ", &[1]),
    ("ผู้นํา", &[1]),
    ("ผุ้นำ", &[]),
    ("กรุงเทพ", &[1]),
    ("มหานคร", &[1]),
    ("รัฐมนตรี", &[1]),
    ("นายกรัฐมนตรี", &[1]),
    ("แรงงาน", &[2]),
    ("เเรงงาน", &[2]),
    ("covid-19", &[2]),
    ("COVID ๑๙", &[2]),
    ("วัคซีน covid", &[2]),
    ("วัคซีนcovid", &[2]),
    ("สาธารณสุข", &[2]),
    ("มหิดล", &[3]),
    ("วิทยาลัยมหิดล", &[3]),
    ("mahidol มหิดล", &[3]),
    ("ปฏิบัติการ", &[3]),
    ("แม่ค้า", &[5]),
    ("เเม่ค้า", &[5]),
    ("สงกรานต์ 2566", &[5]),
    ("ตากลม", &[6]),
    ("หัวหิน", &[6]),
    ("ท่องเที่ยว", &[6]),
    ("สมหญิง", &[0]),
    ("author:สมหญิง", &[0]),
    ("author:นพดล เชียงราย", &[0]),
    ("author:เชียงราย", &[]),
    ("outlet:บางกอก", &[1]),
    ("title:น้ำมัน", &[4]),
    ("title:เห็นใจ", &[]),
    ("comment:เห็นใจ", &[0]),
    ("article:เห็นใจ", &[]),
    ("comment:น้ำมัน OR comment:หมอ", &[2, 4]),
    ("น้ำ -น้ำมัน -title:ท่วม", &[7]),
    ("ทะเล OR ศาลายา", &[3, 6]),
    ("lang:en มหิดล", &[]),
    ("has:comments น้ำ", &[0, 4]),
    ("ไม่มีคำนี้แน่นอน", &[]),
];

#[test]
fn thai_words_are_found_however_they_are_written() {
    let mut library = Library::in_memory().unwrap();
    let mut all = Vec::new();
    for (title, text, outlet, byline, comments) in TEXTS {
        let comments = comments.iter();
        let comments = comments.map(|(who, said)| serde_json::json!({"author": who, "text": said}));
        let mut json = serde_json::json!({
            "khao": 1, "title": title, "blocks": [text], "comments": comments.collect::<Vec<_>>(),
        });
        for (key, value) in [("outlet", outlet), ("byline", byline)] {
            if !value.is_empty() {
                json[key] = (*value).into();
            }
        }
        all.push(document(&json.to_string()));
    }
    put(&mut library, &all);
    let mut wrong = Vec::new();
    for (typed, expected) in QUERIES {
        let asked = query(typed);
        let ranking = library.ranked(&asked).unwrap();
        let hits = library.hits_of(&asked, &ranking.documents).unwrap();
        let at = |id| all.iter().position(|d| d.id == id).unwrap();
        let mut found: Vec<_> = hits.iter().map(|h| at(h.as_ref().unwrap().id)).collect();
        found.sort_unstable();
        let memory = all.iter().enumerate();
        let memory = memory.filter(|(_, d)| asked.finds(&Subject::of(d), &State::default()));
        let memory: Vec<_> = memory.map(|m| m.0).collect();
        if found != *expected || memory != *expected {
            wrong.push(format!("{typed}: {found:?} {memory:?} for {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    // A hit in a comment is shown there, one by a name at the start.
    let hit = &search(&library, "เห็นใจ", 9).hits[0];
    assert_eq!(&hit.snippet[hit.marks[0].clone()], "เห็นใจ");
    let hit = &search(&library, "author:นพดล", 9).hits[0];
    assert_eq!((hit.len, &*hit.snippet), (0, "เห็นใจชาวเชียงราย"));
}
