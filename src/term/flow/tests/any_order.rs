use proptest::prelude::*;

use super::super::*;
use super::ms;

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
