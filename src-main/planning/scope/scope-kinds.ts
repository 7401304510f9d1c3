/** An item that a goal asks for, as far as its text shows. */
export interface ScopeItem {
  /** Name in `scope.md` and `plan.md`: `Web page`. */
  readonly title: string
  /** Type of the agent. */
  readonly agentType: string
  /** Subject of the item: for "a letter to our sponsors", "letter to our sponsors". */
  readonly subject: string
  /** The part of the goal that asks for the item. */
  readonly part: string
  /** The words in the goal that identify the item. */
  readonly matchedText: string
  /** A verifiable completion criterion. */
  readonly doneWhen: string
}

export type ItemKind = Omit<ScopeItem, 'matchedText' | 'subject' | 'part'>

interface NamedKind extends ItemKind {
  /** Words that identify the kind. */
  readonly pattern: RegExp
}

const app = String.raw`(?<!\b(?:mobile|phone|ios|iphone|android|desktop|native|job) )(?:web ?)?(?:apps?|applications?)(?! (?:for (?:the|a) (?:job|post|role)|form|letter))`
const written =
  'documents?|documentation|docs|reports?|guides?|readme|proposals?|handbooks?|articles?|manuals?|polic(?:y|ies)|tutorials?|specifications?|specs?|summar(?:y|ies)|minutes|agendas?|newsletters?|letters?|e-?mails?|invitations?|announcements?|speech(?:es)?|flyers?|leaflets?|posters?|brochures?|press releases?|(?:blog )?posts?|essays?|stor(?:y|ies)|poems?|memos?|briefs?|briefings?|faqs?|checklists?|outlines?|overviews?|plans?|schedules?|itinerar(?:y|ies)|contracts?|notes?|recipes?|lists?|questionnaires?|surveys?|changelogs?|cvs?|resumes?|translations?|presentations?|slides'

const documentKind: NamedKind = {
  title: 'Document',
  agentType: 'technical_writer',
  pattern: new RegExp(String.raw`\b(?:${written})\b`, 'i'),
  doneWhen: 'every section has text, and a person has reviewed the document',
}

/** In build order: a server comes before the page that displays its data. */
const kinds: readonly NamedKind[] = [
  {
    title: 'HTTP endpoint',
    agentType: 'backend_developer',
    pattern: new RegExp(
      String.raw`\b(?:apis?|endpoints?|(?:web )?servers?|(?:web )?services?|back-?end|${app}|webhooks?)\b`,
      'i',
    ),
    doneWhen: 'the server starts, and the endpoint answers with status 200 and JSON',
  },
  {
    title: 'Script',
    agentType: 'backend_developer',
    pattern:
      /\b(?:scripts?|cli|command[- ]line|utilit(?:y|ies)|converters?|parsers?|scrapers?|bots?|tools?|programs?)\b/i,
    doneWhen: 'the script runs, --help prints its usage, and invalid arguments give exit code 2',
  },
  {
    title: 'Web page',
    agentType: 'frontend_developer',
    pattern: new RegExp(
      String.raw`\b(?:web ?sites?|sites?|web ?pages?|pages?|landing|front-?end|${app}|dashboards?)\b`,
      'i',
    ),
    doneWhen: 'the page opens in a browser without errors and shows its title',
  },
  {
    title: 'Continuous integration',
    agentType: 'backend_developer',
    pattern: /\b(?:ci(?:\/cd)?|continuous integration|(?:build|test) pipelines?|github actions?)\b/i,
    doneWhen: 'the workflow rejects a change that breaks a test',
  },
  documentKind,
]

export const testsKind: ItemKind = { title: 'Tests', agentType: 'tester', doneWhen: 'the tests run and pass' }
const testWords = /\btests?\b/i

/** A change to existing code. The agent type depends on the subject. */
export const changeKind = (words: string): ItemKind => ({
  title: 'Change',
  agentType: looks.test(words)
    ? 'frontend_developer'
    : documentKind.pattern.test(words)
      ? 'technical_writer'
      : 'backend_developer',
  doneWhen: 'the change is made, and a check that failed before now passes',
})
const looks =
  /\b(?:(?:web ?)?pages?|web ?sites?|front-?end|css|html|ui|interface|buttons?|forms?|fonts?|colou?rs?|layout|theme|(?:dark|light) mode|menu|screen|header|footer)\b/i

/** Verbs for texts about an existing thing. */
const writingVerbs =
  /^(?:document|describe|explain|summari[sz]e|outline|plan|translate|review|analy[sz]e|compare|list|proofread)\s+(?!(?:it|them)\b)/i
const testingVerb = /^test\s+(?:the|our|my|this|that|all|whether|if)\b/i

/** Marks the end of a thing's name and the start of its description. */
const topic =
  /\s(?:for|about|of|on|to|from|in|at|into|by|that|which|who|where|so|using|explaining|describing|showing|listing|regarding|because)\s/i
const others = /\b(?:with|including|featuring)\s.*$/i
const aside = /\b(?:no|without|not|don['’]?t (?:need|want|build|make|add))\s[^,.;]*/gi

/** Whether the text says what the thing is for or about. */
export const hasTopic = (text: string): boolean => topic.test(text)

/**
 * Kinds that a phrase names, each with the matching word. The subject of an item is not an item: "a letter about our
 * web page" is a letter. A qualifier is not an item either: "API documentation" is a document. An addition is an item:
 * "a website with docs".
 */
export function listKinds(phrase: string): MatchedKind[] {
  const text = phrase.replaceAll(aside, ' ')
  const writing = writingVerbs.exec(text)?.[0]
  if (writing !== undefined) return [{ ...bare(documentKind), matchedText: writing.trim() }]
  if (testingVerb.test(text)) return [{ ...testsKind, matchedText: 'test' }]
  const found = namesOf(text).flatMap((name, index) => lastKinds(name, index === 0))
  return [...kinds, testsKind].flatMap((kind) => found.find(({ title }) => title === kind.title) ?? [])
}

type MatchedKind = ItemKind & { readonly matchedText: string }

/** Names of the thing and of its additions. */
function namesOf(text: string): string[] {
  const [name = ''] = text.split(topic)
  const rest = text.slice(name.length)
  const isContent = /^\s(?:about|of|on|regarding|explaining|describing)\s/i.test(rest)
  const more = isContent ? '' : ((others.exec(rest)?.[0] ?? '').split(topic)[0] ?? '')
  return `${name}, ${more}`.split(/,|;|\s(?:and|or|plus|with|including|featuring)\s/i)
}

/** In an addition, the last word must name the kind: a newsletter signup is not a newsletter. */
function lastKinds(name: string, isFirst: boolean): MatchedKind[] {
  const found = [...kinds, { ...testsKind, pattern: testWords }].flatMap((kind) => {
    const match = [...name.matchAll(new RegExp(kind.pattern, 'gi'))].at(-1)
    return match === undefined
      ? []
      : [{ ...bare(kind), matchedText: match[0], end: match.index + match[0].length }]
  })
  const last = Math.max(...found.map(({ end }) => end))
  if (!isFirst && name.trimEnd().length > last) return []
  return found.filter(({ end }) => end === last).map(({ end: _, ...kind }) => kind)
}

const bare = ({ title, agentType, doneWhen }: ItemKind): ItemKind => ({ title, agentType, doneWhen })

/** Whether the item gets its own tests. A page is opened and a text is read instead. */
export const isTested = ({ title }: Pick<ItemKind, 'title'>): boolean =>
  title === 'HTTP endpoint' || title === 'Script'
