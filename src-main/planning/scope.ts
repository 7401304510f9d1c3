/** What a goal asks to be made, as far as its words tell. */
export interface ScopeItem {
  /** What it is called in scope.md and plan.md: `Web page`. */
  readonly title: string
  /** Who makes it. */
  readonly agentType: string
  /** The words of the goal that told. */
  readonly told: string
  /** Checkable. */
  readonly doneWhen: string
}

interface Kind extends Omit<ScopeItem, 'told'> {
  readonly telling: RegExp
  /** Made only when something else is made, too. */
  readonly isSecond?: true
}

/** In the order in which they are made: what is served before what shows it, and tests last. */
const kinds: readonly Kind[] = [
  {
    title: 'HTTP endpoint',
    agentType: 'backend_developer',
    telling:
      /\b(?:apis?|endpoints?|(?:web )?servers?|(?:web )?services?|back-?end|web ?apps?|web ?applications?|webhooks?)\b/i,
    doneWhen: 'the server starts, and the endpoint answers with status 200 and JSON',
  },
  {
    title: 'Script',
    agentType: 'backend_developer',
    telling: /\b(?:scripts?|cli|command[- ]line|utilit(?:y|ies)|converters?|parsers?|scrapers?|bots?)\b/i,
    doneWhen: 'it runs, explains itself with --help, and ends with 2 when it is called wrongly',
  },
  {
    title: 'Web page',
    agentType: 'frontend_developer',
    telling:
      /\b(?:web ?sites?|web ?pages?|pages?|landing|front-?end|web ?apps?|web ?applications?|dashboards?)\b/i,
    doneWhen: 'it opens in a browser without an error and shows its title',
  },
  {
    title: 'Document',
    agentType: 'technical_writer',
    telling:
      /\b(?:documents?|documentation|docs|reports?|guides?|readme|proposals?|handbooks?|articles?|manuals?|polic(?:y|ies)|tutorials?|specifications?|summar(?:y|ies)|minutes|agenda|newsletters?)\b/i,
    doneWhen: 'every section of its outline has text, and a person has read it',
  },
  {
    title: 'Tests',
    agentType: 'tester',
    telling:
      /\b(?:tests?|apis?|endpoints?|(?:web )?servers?|services?|back-?end|web ?apps?|web ?applications?|scripts?|cli|command[- ]line|converters?|parsers?)\b/i,
    doneWhen: 'they run and pass',
    isSecond: true,
  },
]

/** What the goal asks for; empty: its words do not tell. */
export function readScope(goal: string): ScopeItem[] {
  const found = kinds.flatMap(({ telling, isSecond, ...kind }): (ScopeItem & { isSecond: boolean })[] => {
    const told = telling.exec(goal)?.[0]
    return told === undefined ? [] : [{ ...kind, told, isSecond: isSecond ?? false }]
  })
  const isAlone = found.every(({ isSecond }) => isSecond) && !/\btests?\b/i.test(goal)
  return isAlone ? [] : found.map(({ isSecond: _, ...item }) => item)
}

/** Asked where its words do not tell. */
export const askWhatToMake = (goal: string): string =>
  `What should be made for "${goal.trim().slice(0, 200)}"? Its words name no page, endpoint, script, document or test.`

const verbs =
  /^(?:build|make|create|write|design|develop|set ?up|implement|draft|prepare|code|produce|add|generate)\s+(?:me\s+|us\s+)?/i
const politeness = /^\s*(?:please\s+)?(?:(?:i|we)\s+(?:want|need|would like)(?:\s+to)?\s+)?/i
const articles = /^(?:an?|the|some|our|my)\s+/i

/** What it is about, without the verb that asks for it: "Build a hello world web app" is about a "hello world web app". */
export function subjectOf(goal: string): string {
  const line = goal.split(/\r?\n/, 1)[0]?.trim() ?? ''
  const subject = line
    .replace(politeness, '')
    .replace(verbs, '')
    .replace(articles, '')
    .replace(/[.!?\s]+$/, '')
  return (subject === '' ? line : subject).slice(0, 80)
}
