### Conducting the show: the programme, cues, practice, announcements.

programme = Programme
programme-now = Now:
programme-next = Next:
holding-soon = We begin soon
holding-starts = Planned start:
holding-break = Break
holding-break-hint = Leave this page open. It goes on by itself.

kind-pitch = Pitch
kind-talk = Talk
kind-panel = Panel
kind-break = Break
kind-questions = Questions

sheet-ends = ends about { $time }
sheet-kind = Kind
sheet-titles = Title in other languages
sheet-title-in = Title: { $language }
sheet-people = Expected backstage
sheet-decks = Decks, by their ids
sheet-file = Or choose a CSV file
sheet-flawed = Rows that are left out
sheet-flaw = Row { $row } is left out: { $flaw }
sheet-flaw-title = it has no title
sheet-flaw-kind = the kind is none of pitch, talk, panel, break, questions
sheet-flaw-language = that is not a language of this show
sheet-flaw-minutes = the minutes are not a number
sheet-flaw-long = a text is too long
sheet-flaws-more = … and { $count } more

stand-invited = not here yet
stand-opened = link opened
stand-checked = sound checked
stand-backstage = backstage
stand-stage = on stage
stand-fit = fit
stand-called = called

cue-call = Call to the stage
cue-called-now = Called
cue-next = You are next
cue-next-hint = Stay here, microphone and camera ready.
cue-called = You are next: get ready now
cue-called-hint = The host brings you up in a moment.
own-slot = Your part:
own-slot-in = in { $time }

device-check = Device check
device-check-score = microphone { $score } of 100
device-check-no-score = microphone not tried
device-check-network-open = network good
device-check-network-narrow = network by TCP only
device-check-network-blocked = network blocks sound and picture
device-check-network-unknown = network not known
device-check-camera = camera works
device-check-no-camera = no camera

lost-coming-back = { $name } is coming back
lost-kept = place kept for { $time }
lost-take-over = Take over

practice-band = Practice
practice-band-detail = The doors are closed, and nothing of this is kept.
practice-begin = Practise
practice-begin-title = Begin to practise?
practice-begin-text = Everything works as in the show, for those who make it. The doors stay closed; questions and attendance of the practice are forgotten when it ends.
practice-end = End practice
practice-end-title = End the practice?
practice-end-text = The stage is cleared, the run sheet goes back to its beginning, and all questions asked in it are gone.

announce = Announcement
announce-hint = Stands on every page until you take it away. Who has no text in her language reads another.
announce-put = Put up
announce-away = Take away
