### Words that several pages share.

app-name = Roadshow
page-language = Language of the pages
original = Original
original-hint = what is spoken on stage
close = Close
cancel = Cancel
try-again = Try again
tries-again = Tries again by itself in { $seconds } s
try-now = Try now
loading = Loading
percent = { $value } %
you-mark = { $name } (you)

role-host = Host
role-moderator = Moderator
role-speaker = Speaker
role-interpreter = Interpreter
role-attendee = Audience

phase-planned = Not open yet
phase-doors_open = Doors open
phase-live = Live
phase-paused = Break
phase-ended = Over

zone-Europe-Berlin = Berlin
zone-Asia-Shanghai = Beijing
zone-UTC = UTC

microphone = Microphone
camera = Camera
microphone-on = Microphone on
microphone-off = Microphone off
camera-on = Camera on
camera-off = Camera off
share-screen = Share screen
sharing-screen = Sharing screen
stop-sharing = Stop sharing
full-screen = Full screen
leave-full-screen = Leave full screen

hears = You hear
hears-interpreted = interpreted
hears-original = original
hears-fallback = nobody is interpreting now
hears-until-cut = interpretation follows
hears-via = via { $language }
hears-no-speech = no speech at the moment
hears-consecutive = interpreted on stage
hears-down = interpretation is down
hears-original-of = Original ({ $language })

down-title = Interpretation into { $language } is down
down-text = You hear the original. Interpretation comes back by itself; you need not do anything.
down-text-others = Whoever listens in it hears the original meanwhile.
consecutive-title = The interpreter is on stage
consecutive-text = Speaker and interpreter take turns, and everybody hears the stage.

minutes = { $minutes } min
agenda-now = now
agenda-empty = No run sheet yet

sign-title = Sign language
sign-enlarge = Larger
sign-reduce = Smaller
sign-pin = Pin
sign-pinned = Pinned
sign-hide = Hide
sign-show = Show sign language

stage-empty = Nothing on stage yet
stage-empty-hint = The picture appears here by itself.
stage-break = Break
stage-break-hint = It goes on here. You need not do anything.
stage-voice-only = Voice only
stage-screen-of = Screen of { $name }
picture-of = Picture of { $name }

questions = Questions
question-votes =
    { $votes ->
        [one] { $votes } vote
       *[other] { $votes } votes
    }
question-anonymous = Anonymous
question-own = Your question
question-state-asked = Waiting for approval
question-state-approved = In the queue
question-state-on_air = On air now
question-state-answered = Answered
question-state-dismissed = Declined
question-reason = Reason: { $reason }
question-answer = Answer
question-next = Next question
question-none-next = No question is waiting
question-original = Original ({ $language })
question-machine = Machine translation
question-translated-by = Translated by { $name }
question-pending = A translation is on its way
question-translate = Translate
question-translate-part = What to translate
question-part-question = Question
question-translate-into = Into
question-translation = Translation
question-translate-send = Save translation
question-machine-again = Ask the machine again
question-fault-busy = No machine translation ({ $language }): too much at once
question-fault-late = No machine translation ({ $language }): no answer in time
question-fault-failed = No machine translation ({ $language }): the service declined or was not reached
question-fault-unusable = No machine translation ({ $language }): the answer could not be used
question-is-next = Next
question-soon = On air in a moment
question-pinned = Pinned
question-merged = Merged with another question
question-also =
    { $count ->
        [one] and one other
       *[other] and { $count } others
    }
question-file-failed = The file did not come. Try again.
question-file-left = Questions that nobody has answered, as a file
question-concerns = To: { $to }
