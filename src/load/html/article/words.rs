//! Words that head a box beside an article or below it.
//!
//! Lines are compared whole, folded by `line::key`, or by how they begin: never by a word inside of them.

use super::super::super::line::{head, is_in, key, starts_in};

/// Headings of what is no part of the article.
const ASIDE: &str = "related|related posts|related articles|related stories|related content|related topics|\
    related news|related links|related reading|read more|read next|read also|more|more from|more stories|\
    more news|more articles|more posts|more to read|most read|most popular|most viewed|popular|\
    popular posts|popular articles|trending|trending now|latest|latest news|latest posts|latest articles|\
    latest stories|recent posts|recent articles|recent comments|latest comments|recommended|recommended for you|\
    recommended reading|you may also like|you might also like|you may also enjoy|you might also enjoy|\
    you might like|you may like|see also|up next|next article|previous article|next post|previous post|\
    keep reading|continue reading|further reading|editor's picks|editors picks|featured|featured posts|\
    featured articles|share|share this|share this post|share this article|share this story|share on|\
    share via|sharing is caring|share this entry|share with your friends|spread the word|like this|\
    tags|tagged|filed under|categories|category|topics|archives|about the author|about the authors|\
    about author|author|privacy overview|affiliate disclosure|amazon associates disclosure|\
    written by|meet the author|author bio|about|about us|about me|contact us|follow us|\
    follow me|connect with us|stay connected|stay in touch|subscribe|subscribe now|subscribe by email|\
    newsletter|newsletters|sign up|sign up for our newsletter|join our newsletter|join the newsletter|\
    get the newsletter|subscribe to our newsletter|search|menu|navigation|post navigation|advertisement|\
    advertisements|sponsored|sponsored content|site map|sitemap|quick links|useful links|company|resources|\
    products|leave a comment|leave a reply|comments|reply|cancel reply|no comments|post a comment|\
    join the conversation|join the discussion|reader interactions|primary sidebar|footer|trackbacks|\
    pingbacks|blogroll|meta|ähnliche beiträge|ähnliche artikel|das könnte dich auch interessieren|\
    das könnte ihnen auch gefallen|das könnte sie auch interessieren|mehr zum thema|weitere artikel|\
    weitere beiträge|weitere themen|auch interessant|neueste beiträge|neueste kommentare|letzte beiträge|letzte artikel|letzte kommentare|teilen|teilen mit|\
    teilen auf|beitrag teilen|artikel teilen|gefällt mir|gefällt mir wird geladen|schlagwörter|kategorien|\
    archiv|archive|über den autor|über die autorin|über mich|suche|meistgelesen|kommentare|\
    kommentar schreiben|schreibe einen kommentar|beitragsnavigation|verwandte artikel|articles similaires|\
    articles liés|à lire aussi|lire aussi|voir aussi|sur le même sujet|partager|partager cet article|\
    ข่าวที่เกี่ยวข้อง|เรื่องที่เกี่ยวข้อง|บทความที่เกี่ยวข้อง|ข่าวอื่นที่น่าสนใจ|ข่าวที่น่าสนใจ|อ่านข่าวเพิ่มเติม|อ่านเพิ่มเติม|\
    อ่านต่อ|เรื่องแนะนำ|แนะนำ|ข่าวแนะนำ|ข่าวล่าสุด|ข่าวยอดนิยม|ข่าวเด่น|ยอดนิยม|บทความล่าสุด|บทความแนะนำ|\
    เรื่องล่าสุด|เรื่องเด่น|แท็ก|แท็กที่เกี่ยวข้อง|ป้ายกำกับ|หมวดหมู่|แชร์|แชร์ข่าวนี้|แชร์บทความนี้|แชร์เรื่องนี้|แชร์หน้านี้|ติดตามเรา|\
    สมัครรับข่าวสาร|ความคิดเห็น|แสดงความคิดเห็น|ความเห็น|เกี่ยวกับผู้เขียน|ผู้เขียน|อ่านข่าวอื่น|ข่าวอื่นๆ|เนื้อหาที่เกี่ยวข้อง|\
    คอนเทนต์แนะนำ|โฆษณา";

/// How such headings begin when they go on with a name.
const STARTS: &str = "related |more from |more on |more in |more by |more about |latest from |recent posts|\
    popular |you may also |you might also |recommended |share this|share on |about the author|\
    subscribe to |subscribe for |sign up for |sign up to |sign up and |join our |get our |get the latest|follow us|\
    leave a comment|leave a reply|ähnliche |das könnte |mehr von |mehr zu |mehr aus |weitere |\
    ข่าวที่เกี่ยวข้อง|บทความที่เกี่ยวข้อง|แชร์";

/// How lines begin that a site has on all its pages.
const NOTICES: &str = "this website uses cookies|this site uses cookies|we use cookies|this site uses akismet|\
    diese website verwendet cookies|diese seite verwendet cookies|wir verwenden cookies|\
    diese website verwendet akismet|ce site utilise des cookies|ce site utilise akismet|เว็บไซต์นี้ใช้คุกกี้|\
    เราใช้คุกกี้";

/// Whether a line tells of the site, not of what the article is about.
pub(super) fn is_notice(text: &str) -> bool {
    starts_in(NOTICES, &key(head(text, 200)))
}

/// Whether a heading says that what is below it is no part of the article.
pub(in super::super) fn heads_aside(heading: &str) -> bool {
    let key = key(heading);
    is_in(ASIDE, &key) || starts_in(STARTS, &key)
}

/// Whether a line is such a heading and nothing else.
pub(super) fn is_aside(heading: &str) -> bool {
    is_in(ASIDE, &key(heading))
}

/// Those of them that are words of everyday: above a part of an article they may well be its heading.
const EVERYDAY: &str = "about|resources|company|search|meta|products|topics|author|popular|more|latest|featured|\
    reply|comments|related|menu|footer|archive|archiv|categories|category|kommentare|suche|แนะนำ|ความเห็น|ความคิดเห็น";

/// Whether a heading is one of these.
pub(super) fn is_everyday(heading: &str) -> bool {
    is_in(EVERYDAY, &key(heading))
}
