import { setOf } from './tokens.ts'

/** Kinds of steps. `other`: work on files, code, calendars or objects, which no built-in agent performs. */
export const stepKinds = [
  'research',
  'comparison',
  'summary',
  'communication',
  'purchase',
  'writing',
  'analysis',
  'other',
] as const
export type StepKind = (typeof stepKinds)[number]

export interface Verb {
  readonly kind: StepKind
  /** The word is also a noun. After `and`, such a word counts as a verb only with evidence. */
  readonly isNoun: boolean
}

const plain: readonly (readonly [StepKind, string])[] = [
  [
    'research',
    `find investigate explore discover gather collect identify locate source verify determine browse track learn
    compile uncover scout determine obtain retrieve fetch google query consult`,
  ],
  [
    'analysis',
    `analyse analyze evaluate assess examine inspect calculate compute count quantify categorise categorize classify
    cluster diagnose forecast predict extract interpret reconcile tally segment prioritise prioritize`,
  ],
  ['comparison', 'compare contrast weigh choose pick select decide benchmark'],
  ['summary', 'summarise summarize condense recap sum'],
  [
    'communication',
    `send notify tell inform forward respond thank apologise apologize congratulate invite remind announce cc ping
    nudge phone greet negotiate complain decline advise persuade warn`,
  ],
  ['purchase', 'buy reorder rent hire preorder'],
  [
    'writing',
    `write compose translate rewrite rephrase proofread paraphrase edit describe explain brainstorm illustrate
    reword shorten polish outline formulate transcribe tabulate recommend`,
  ],
  [
    'other',
    `delete remove erase wipe destroy fix repair deploy install uninstall hack refactor rename implement configure
    migrate merge schedule arrange organise organize archive sync synchronise encrypt attach upload download unsubscribe
    unzip convert reformat resize rotate compress restore reinstall upgrade debug commit rebase revert generate develop
    build create make add set put turn cancel renew return pack assemble clean tidy feed paint cook bake iron wash
    fold hang drive deliver bring carry throw recycle activate deactivate enable disable steal rm sudo execute kill`,
  ],
]
const nouns: readonly (readonly [StepKind, string])[] = [
  ['research', 'research search study check look see read get survey monitor watch hunt'],
  [
    'analysis',
    'review audit estimate measure rank group flag rate score grade sort test benchmark model highlight list',
  ],
  ['comparison', 'shortlist'],
  [
    'communication',
    'email e-mail mail text message call ring contact reply answer ask share post let message draft confirm chase beg tweet dm fax write',
  ],
  ['purchase', 'order book purchase pay reserve subscribe tip lease'],
  [
    'writing',
    'draft document outline report note record prepare design sketch produce give show plan map name',
  ],
  [
    'other',
    `move copy print transfer restart update change start stop sell drop close open run back format plan plot save
    label tag file scan water switch use work mark finish complete log block filter record host reset lock load mount
    patch release publish process handle do keep remember enter fill sign register apply join split`,
  ],
]

/** Verbs of steps, by base form. */
export const verbs: ReadonlyMap<string, Verb> = new Map([
  ...nouns.flatMap(([kind, words]) => entriesOf(kind, words, true)),
  ...plain.flatMap(([kind, words]) => entriesOf(kind, words, false)),
  // Nouns whose verb has a different kind in most messages.
  ...entriesOf(
    'communication',
    'email e-mail mail text message call ring contact reply answer ask share post let chase',
    true,
  ),
])

function entriesOf(kind: StepKind, words: string, isNoun: boolean): (readonly [string, Verb])[] {
  return words
    .trim()
    .split(/\s+/)
    .map((word) => [word, { kind, isNoun }] as const)
}

/** Verbs of several words. The longest match wins. */
export const phrases: ReadonlyMap<string, StepKind> = new Map(
  (
    [
      [
        'research',
        `look up|look for|look into|look at|look out for|search for|read up|read up on|learn about|find out|dig up|dig into|dig out|have a look at|take a look at|keep an eye on|track down|ask around|see if|see whether|see what|see which|see how|check out|check on|check if|check whether|figure out|inquire about|shop around`,
      ],
      [
        'analysis',
        `work out|go through|read through|look through|go over|pull out|pick out|break down|add up|make sense of|count up|check through|comb through|sift through`,
      ],
      ['comparison', 'choose between|decide between|weigh up|pick between|see how we compare'],
      ['summary', 'sum up|boil down|give a summary of|make a summary of'],
      [
        'communication',
        `get back to|reach out to|reach out|write back|write to|reply to|respond to|follow up with|get in touch with|check in with|call up|call back|pass on|let know|send out|hand over|apply for`,
      ],
      ['purchase', 'shop for|pay for|subscribe to|go with|sign up for|stock up on|top up'],
      [
        'writing',
        'write up|write down|draw up|put together|put into words|come up with|jot down|note down|fill in|lay out|spell out|turn into',
      ],
      [
        'other',
        `set up|get rid of|get rid|shut down|break into|back up|clean up|tidy up|roll back|sign up|log in|log into|pick up|drop off|throw away|turn off|turn on|switch off|switch on|take out|put up|move over|make sure`,
      ],
    ] as const
  ).flatMap(([kind, all]) => all.split('|').map((phrase) => [phrase.trim(), kind] as const)),
)

const irregular: ReadonlyMap<string, string> = new Map(
  `bought buy|found find|sent send|written write|wrote write|made make|told tell|paid pay|chosen choose|got get|gotten get|
  done do|seen see|read read|built build|set set|put put|sold sell|rung ring|rang ring|drawn draw|dug dig|worked work`
    .split('|')
    .map((pair) => pair.trim().split(' '))
    .map(([form = '', base = '']) => [form, base]),
)

/** Base form of a known verb: `compared` and `comparing` give `compare`. Null for other words. */
export function baseOf(word: string): string | null {
  const known = irregular.get(word) ?? (verbs.has(word) ? word : undefined)
  if (known !== undefined) return known
  const stem = /^(.+?)(?:ing|ed)$/.exec(word)?.[1]
  if (stem === undefined) return null
  const candidates = [stem, `${stem}e`, stem.replace(/i$/, 'y'), stem.replace(/(.)\1$/, '$1')]
  return candidates.find((each) => verbs.has(each)) ?? null
}

/** Nouns by the kind of their step. */
export const messageNouns = setOf(
  `email emails e-mail e-mails mail mails letter letters message messages reply replies response invitation invitations
  invite invites announcement announcements apology complaint reminder reminders memo-to thank-you condolences
  congratulations refusal rejection no text tweet answer answers notification notifications postcard greeting`,
)
export const summaryNouns = setOf('summary summaries tldr recap digest synopsis abstract tl;dr tldr gist')
export const comparisonNouns = setOf('comparison comparisons contrast side-by-side')
export const textNouns = setOf(
  `article articles post posts poem poems haiku limerick sonnet rhyme joke jokes story stories song essay essays report reports memo brief briefing handbook guide
  manual documentation policy proposal proposals tutorial specification book chapter script speech talk presentation slides
  slide deck list lists checklist checklists to-do todo itinerary agenda agendas table tables outline outlines plan plans
  schedule timetable description descriptions page pages paragraph paragraphs caption captions headline headlines slogan
  slogans tagline note notes newsletter newsletters flyer leaflet brochure bio biography cv resume review reviews statement
  notice quote-sheet faq recipe menu toast obituary overview overviews synopsis-of recommendation recommendations minutes
  template templates questionnaire survey quiz questions sentence sentences blurb product-description post-mortem
  postmortem write-up readme changelog instructions translation version versions draft drafts lyrics press-release
  release-notes dossier factsheet cheat-sheet diary journal report-card sheet programme contract`,
)
/** Objects that are programs, whatever other nouns are around them. */
export const programNouns = setOf(
  'function script class endpoint regex query migration program component module macro formula',
)
export const analysisNouns = setOf('analysis estimate calculation forecast breakdown')
export const codeNouns = setOf(
  `function functions class method module script program app application website site webpage api endpoint endpoints test
  tests code parser query database db schema migration migrations bug bugs branch repository repo pipeline component button
  form server deployment docker container cli command plugin extension bot folder folders directory file files spreadsheet
  calendar event events appointment appointments meeting meetings call reminder alarm account accounts profile group
  channel dashboard chart charts graph graphs logo icon picture image images photo video spreadsheet-cell cell backup
  backups copy pull ticket-in-jira issue`,
)
export const factNouns = setOf(
  `price prices cost costs quote quotes times time hours number numbers address addresses name names phone contact details
  information info facts data figures statistics rate rates date dates schedule-of options option results weather forecast
  directions route routes availability reviews ratings list-of recommendations-for examples sources references papers
  deadline requirements fee fees`,
)
/** Bookings that cost nothing at the time of booking. */
export const freeBookings = setOf(
  'appointment appointments meeting meetings room-free slot call table desk demo interview viewing visit session dentist doctor haircut court',
)
