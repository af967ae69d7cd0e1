use proptest::prelude::*;

use super::*;

fn ms(n: u64) -> Duration {
    Duration::from_millis(n)
}

/// A link that carries so many bytes a second, one after the other, and a terminal at its end that
/// answers every fence.
struct Link {
    trip: Duration,
    rate: u64,
    /// When it has carried everything.
    free: Duration,
    answers: VecDeque<Duration>,
}

impl Link {
    fn new(trip: Duration, rate: u64) -> Self {
        Self {
            trip,
            rate,
            free: Duration::ZERO,
            answers: VecDeque::new(),
        }
    }

    fn carry(&mut self, bytes: usize, now: Duration) {
        let took = Duration::from_micros(bytes as u64 * 1_000_000 / self.rate);
        self.free = self.free.max(now) + took;
    }

    fn frame(&mut self, bytes: usize, fences: Fences, now: Duration) {
        if fences.before {
            self.carry(FENCE.len(), now);
            self.answers.push_back(self.free + self.trip);
        }
        self.carry(bytes, now);
        if fences.behind {
            self.carry(FENCE.len(), now);
            self.answers.push_back(self.free + self.trip);
        }
    }
}

/// What came of a held key.
struct Held {
    /// From the last key to the arrival of the frame that shows it, on the side of the reader.
    tail: Duration,
    /// Frames that were painted.
    frames: usize,
    /// The most bytes that were on their way at one time.
    most: u64,
}

/// Holds a key on a link after a first frame, as the loop does it: the state is new with every key, and
/// painted when there is room.
fn hold(link: &mut Link, first: usize, frame: usize) -> Held {
    let mut flow = Flow::new(Distance::Asked);
    let fences = flow.sends(first, ms(0));
    link.frame(first, fences, ms(0));
    let start = 10_000;
    let keys: Vec<_> = (0..30)
        .map(|n| ms(start + n * 33) + link.trip / 2)
        .collect();
    let mut keys = keys.into_iter().peekable();
    let (mut dirty, mut frames, mut most, mut last_key) = (false, 0, 0, ms(0));
    let mut seen = ms(0);
    for now in (0..60_000).map(ms) {
        while link.answers.front().is_some_and(|at| *at <= now) {
            link.answers.pop_front();
            assert!(flow.answered(now));
        }
        while let Some(at) = keys.next_if(|at| *at <= now) {
            dirty = true;
            last_key = at.saturating_sub(link.trip / 2);
        }
        if dirty && flow.wait(now).is_none() {
            dirty = false;
            frames += 1;
            let fences = flow.sends(frame, now);
            link.frame(frame, fences, now);
            most = most.max(flow.under_way());
            seen = link.free + link.trip / 2;
        }
    }
    assert!(!dirty, "the newest state is painted");
    Held {
        tail: seen.saturating_sub(last_key),
        frames,
        most,
    }
}

#[test]
fn a_held_key_leaves_no_long_tail() {
    // 200 ms there and back, 9,600 bytes a second: the tail is to be 500 ms at most.
    for frame in [40, 90, 280, 400] {
        let mut link = Link::new(ms(200), 9_600);
        let held = hold(&mut link, 9_000, frame);
        assert!(held.tail <= ms(500), "{frame}: {:?}", held.tail);
        assert!(held.most <= LEAST + 8, "{frame}: {}", held.most);
        // Where the link carries them all, all are painted.
        if frame * 30 < 9_000 {
            assert_eq!(held.frames, 30, "{frame}");
        }
    }
    // Without this, 30 frames of 7 kB would take 22 s. One is under way when the key is let go, and the
    // newest comes after it.
    let mut link = Link::new(ms(200), 9_600);
    let held = hold(&mut link, 9_000, 7_000);
    assert!(held.tail <= ms(1_900), "{:?}", held.tail);
    assert!(held.frames <= 4, "{}", held.frames);
}

#[test]
fn a_wide_link_is_not_held_up() {
    for (trip, rate) in [(1, 50_000_000), (200, 1_000_000), (300, 400_000)] {
        let mut link = Link::new(ms(trip), rate);
        let held = hold(&mut link, 9_000, 5_000);
        assert_eq!(held.frames, 30, "{trip} ms, {rate} bytes a second");
    }
}

#[test]
fn the_link_is_measured() {
    for (trip, rate) in [(200, 9_600), (20, 120_000), (600, 2_400)] {
        let mut link = Link::new(ms(trip), rate);
        let mut flow = Flow::new(Distance::Asked);
        for start in [0, 30_000, 60_000] {
            let fences = flow.sends(8_000, ms(start));
            link.frame(8_000, fences, ms(start));
            for at in link.answers.drain(..) {
                flow.answered(at);
            }
        }
        let measured = flow.meter();
        let off = measured.trip().unwrap().abs_diff(ms(trip));
        assert!(off <= ms(trip / 20 + 5), "{:?}", measured.trip());
        let near = measured.rate().unwrap().abs_diff(rate);
        assert!(near <= rate / 20, "{:?}", measured.rate());
        assert_eq!(measured.is_slow(), rate < 24_000);
        assert!(measured.jitter() <= ms(10), "it does not vary");
    }
}

#[test]
fn pages_and_nothing_else_keep_the_link_known() {
    let mut flow = Flow::new(Distance::Asked);
    let mut link = Link::new(ms(200), 9_600);
    for now in (0..300_000).step_by(5_000).map(ms) {
        let fences = flow.sends(9_000, now);
        link.frame(9_000, fences, now);
        for at in link.answers.drain(..) {
            flow.answered(at);
        }
        let rate = flow.meter().rate().unwrap();
        assert!((9_000..10_500).contains(&rate), "{now:?}: {rate}");
        let trip = flow.meter().trip().unwrap();
        assert!(trip <= ms(210), "{now:?}: {trip:?}");
    }
}

#[test]
fn a_first_trip_that_was_too_long_makes_no_link_fast() {
    let mut flow = Flow::new(Distance::Asked);
    // The link had other things to carry first.
    flow.sends(900, ms(0));
    flow.answered(ms(450));
    assert!(!flow.sends(2_000, ms(500)).before);
    flow.answered(ms(545));
    flow.answered(ms(940));
    assert_eq!(flow.meter().rate(), None, "nobody knows yet");
    let mut link = Link::new(ms(200), 9_600);
    let fences = flow.sends(2_000, ms(2_000));
    assert!(fences.before, "so it is measured");
    link.frame(2_000, fences, ms(2_000));
    for at in link.answers.drain(..) {
        flow.answered(at);
    }
    let rate = flow.meter().rate().unwrap();
    assert!((9_000..10_500).contains(&rate), "{rate}");
}

#[test]
fn one_odd_answer_does_not_make_a_slow_link_fast() {
    let mut flow = Flow::new(Distance::Asked);
    let mut start = 0;
    for n in 0..6 {
        let mut link = Link::new(ms(200), 9_600);
        let fences = flow.sends(8_000, ms(start));
        link.frame(8_000, fences, ms(start));
        for at in link.answers.drain(..) {
            // Once the answer is there at once.
            flow.answered(if n == 3 { ms(start + 201) } else { at });
        }
        start += 2_000;
        assert!(flow.meter().is_slow(), "{n}: {:?}", flow.meter().rate());
    }
}

#[test]
fn a_slow_link_is_fast_again_only_when_it_is_much_faster() {
    let mut flow = Flow::new(Distance::Asked);
    let mut start = 0;
    let mut is_slow = Vec::new();
    for rate in [
        9_600, 30_000, 30_000, 30_000, 30_000, 200_000, 30_000, 9_600, 9_600,
    ] {
        for _ in 0..3 {
            let mut link = Link::new(ms(100), rate);
            let fences = flow.sends(8_000, ms(start));
            link.frame(8_000, fences, ms(start));
            for at in link.answers.drain(..) {
                flow.answered(at);
            }
            start += 20_000;
        }
        is_slow.push(flow.meter().is_slow());
    }
    let expected = [true, true, true, true, true, false, false, true, true];
    assert_eq!(is_slow, expected);
}

#[test]
fn it_is_told_how_much_the_trip_varies() {
    let mut flow = Flow::new(Distance::Asked);
    flow.sends(300, ms(0));
    flow.answered(ms(100));
    flow.answered(ms(100));
    let mut now = 1_000;
    for n in 0..40 {
        flow.sends(300, ms(now));
        now += if n % 2 == 0 { 100 } else { 240 };
        flow.answered(ms(now));
    }
    let jitter = flow.meter().jitter();
    assert!(ms(50) < jitter && jitter < ms(100), "{jitter:?}");
}

#[test]
fn small_frames_share_a_fence() {
    let mut flow = Flow::new(Distance::Asked);
    let mut n_fences = 0;
    for n in 0..100 {
        let fences = flow.sends(80, ms(n * 33));
        assert_eq!(fences.before, n == 0, "the first tells how long the way is");
        if fences.before {
            flow.answered(ms(3));
        }
        if fences.behind {
            n_fences += 1;
            flow.answered(ms(n * 33 + 5));
        }
    }
    assert_eq!(n_fences, 100 / 4);
}

#[test]
fn who_never_answers_gets_ten_frames_a_second() {
    let mut flow = Flow::new(Distance::Asked);
    let mut frames = Vec::new();
    let mut n_fences = 0;
    for now in 0..20_000 {
        if flow.wait(ms(now)).is_none() {
            let fences = flow.sends(7_000, ms(now));
            n_fences += usize::from(fences.before) + usize::from(fences.behind);
            frames.push(now);
        }
    }
    // From the first moment on.
    assert_eq!(frames, (0..20_000).step_by(100).collect::<Vec<_>>());
    assert!(n_fences <= 4, "it is not asked for ever: {n_fences}");
    assert_eq!(flow.answers, Answers::No);
    assert_eq!(
        flow.unanswered(ms(20_000)),
        0,
        "no answer is waited for at the end"
    );
    // Then it does answer.
    assert!(flow.answered(ms(20_000)));
    assert!(flow.sends(7_000, ms(20_001)).behind);
}

#[test]
fn who_stops_answering_is_given_up_after_two_misses() {
    let mut flow = Flow::new(Distance::Asked);
    flow.sends(5_000, ms(0));
    flow.answered(ms(10));
    flow.answered(ms(20));
    let mut now = 1_000;
    for _ in 0..2 {
        flow.sends(5_000, ms(now));
        let wait = flow.wait(ms(now)).unwrap();
        assert!(ms(1_900) < wait && wait < ms(3_000), "{wait:?}");
        now += 3_000;
        // The newest is drawn in spite of it.
        assert_eq!(flow.wait(ms(now)), None);
    }
    assert_eq!(flow.answers, Answers::No);
    flow.sends(5_000, ms(now));
    assert_eq!(flow.wait(ms(now)), Some(BEAT));
}

#[test]
fn an_answer_that_takes_ten_seconds_is_waited_for_the_next_time() {
    let mut flow = Flow::new(Distance::Asked);
    let mut link = Link::new(ms(10_000), 50_000);
    let mut frames = 0;
    for now in (0..300_000_u32).step_by(2) {
        let now = ms(now.into());
        while link.answers.front().is_some_and(|at| *at <= now) {
            link.answers.pop_front();
            flow.answered(now);
        }
        // Something changes all the time, then not for long, then now and then.
        let later = now >= ms(150_000) && now <= ms(280_000);
        let changes = now < ms(60_000) || (later && now.as_millis().is_multiple_of(20_000));
        if changes && flow.wait(now).is_none() {
            let fences = flow.sends(3_000, now);
            link.frame(3_000, fences, now);
            frames += 1;
        }
    }
    assert_eq!(flow.answers, Answers::Yes);
    assert_eq!(flow.unanswered(ms(300_000)), 0);
    assert!(flow.meter().trip().unwrap() >= ms(9_000));
    let rate = flow.meter().rate().unwrap();
    assert!((10_000..200_000).contains(&rate), "{rate}");
    assert!(frames > 30, "{frames}");
}

#[test]
fn forged_answers_change_nothing() {
    let mut flow = Flow::new(Distance::Asked);
    flow.sends(300, ms(0));
    flow.answered(ms(100));
    flow.answered(ms(101));
    let before = format!("{flow:?}");
    for n in 0..100_000 {
        assert!(!flow.answered(ms(200 + n / 1_000)));
    }
    assert_eq!(format!("{flow:?}"), before);
}

#[test]
fn a_console_is_not_asked() {
    for (distance, wait) in [(Distance::Near, None), (Distance::Far, Some(BEAT))] {
        let mut flow = Flow::new(distance);
        for n in 0..100 {
            let none = Fences {
                before: false,
                behind: false,
            };
            assert_eq!(flow.sends(9_000, ms(n * 100)), none);
            assert_eq!(flow.wait(ms(n * 100)), wait);
            assert!(!flow.answered(ms(n * 100 + 1)));
            assert_eq!(flow.unanswered(ms(n * 100 + 1)), 0);
        }
    }
}

#[derive(Debug, Clone)]
enum Step {
    Pass(u64),
    Frame(usize),
    Answer,
    StartOver,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (0_u64..5_000).prop_map(Step::Pass),
        (1_usize..20_000).prop_map(Step::Frame),
        (1_usize..100).prop_map(Step::Frame),
        Just(Step::Answer),
        Just(Step::Answer),
        Just(Step::StartOver),
    ]
}

proptest! {
    /// Whatever answers, when and how often: memory is bounded, and a frame may be drawn at the latest when
    /// what `wait` said is over.
    #[test]
    fn drawing_goes_on(steps in prop::collection::vec(step(), 0..300)) {
        let mut flow = Flow::new(Distance::Asked);
        let mut now = 0;
        for step in steps {
            match step {
                Step::Pass(time) => now += time,
                Step::Frame(bytes) => {
                    let mut waits = 0;
                    while let Some(wait) = flow.wait(ms(now)) {
                        prop_assert!(wait <= LONGEST);
                        now += u64::try_from(wait.as_millis()).unwrap() + 1;
                        waits += 1;
                        prop_assert!(waits <= 2);
                    }
                    if flow.answers == Answers::Yes && !flow.waiting.is_empty() {
                        prop_assert!(flow.under_way() <= flow.budget());
                    }
                    flow.sends(bytes, ms(now));
                }
                Step::Answer => {
                    let due = !flow.waiting.is_empty() || !flow.late.is_empty();
                    prop_assert_eq!(flow.answered(ms(now)), due);
                }
                Step::StartOver => flow.start_over(),
            }
            prop_assert!(flow.waiting.len() <= MANY + 1 && flow.late.len() <= MANY + 1);
            prop_assert!(flow.arrived <= flow.sent && flow.fenced <= flow.sent);
            if flow.answers == Answers::Yes && flow.waiting.is_empty() {
                prop_assert_eq!(flow.wait(ms(now)), None);
            }
        }
    }
}
