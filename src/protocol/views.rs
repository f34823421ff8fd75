//! The room as a browser sees it. The wire has its own types, so that a rename in the rules never breaks a page.
//!
//! Points in time are RFC 3339 text in UTC, durations are milliseconds in `u32`: no 64-bit number reaches JSON.

mod booth;
mod channels;
mod conduct;
mod numbers;
mod people;
mod questions;
mod room;
mod run_sheet;
mod stage;

pub use booth::{
    AlarmView, BoothView, CallView, ChatLineView, DependentView, HandOverState, HandOverView,
    Microphone, NumberView, PapersView, SeatView, Works,
};
pub use channels::{
    ChannelState, ChannelView, IncomingView, Interlock, ListeningSource, ListeningView,
};
pub use conduct::{
    BannerView, ChapterView, CheckedView, Cue, Network, ProgrammeItem, ProgrammeView, SlotKind,
    Step,
};
pub use numbers::{HealthView, LayersView, PresenceView, SpreadView};
pub use people::{ConsentView, FitnessView, Grade, PersonView, SoundCheck, TimingView};
pub use questions::{
    ConcernView, QuestionPart, QuestionState, QuestionView, TranslationFault, TranslationStatus,
    TranslationView, VoteView,
};
pub use room::{Phase, Place, Role, RoomView, Texts, YouView};
pub use run_sheet::{RunSheetItem, RunSheetView};
pub use stage::{
    BackstageView, FloorView, HandView, LampView, PictureView, PresenterView, Signal, StageView,
};
