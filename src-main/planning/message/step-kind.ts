import { findRecipients } from '#shared/text/recipients.ts'
import { isQuestion } from './imperative.ts'
import {
  codeNouns,
  comparisonNouns,
  factNouns,
  freeBookings,
  messageNouns,
  type StepKind,
  summaryNouns,
  textNouns,
} from './lexicon.ts'

/** The words of a clause. */
export interface ClauseWords {
  /** Kind of the verb by the lexicon; null without a verb. */
  readonly verbKind: StepKind | null
  /** The verb as typed, in lower case; empty without a verb. */
  readonly action: string
  /** The text after the verb. */
  readonly object: string
  readonly text: string
  /** A wish such as `I need a packing list`. */
  readonly isNeed: boolean
  /** The message names or contains data, such as a file or a table. */
  readonly hasData: boolean
}

/** The message gives data to work on: a file, an attachment, or a row of figures. */
export const givesData = (text: string): boolean =>
  dataFile.test(text) ||
  /\battached\b.{0,60}\b(?:log|survey|table|sheet|spreadsheet|data|export|receipts|statement|figures)\b/is.test(
    text,
  ) ||
  /(?:\p{L}+:? \d[\d.,]*\s*[,;]\s*){2,}/u.test(text)

/** Verbs that make something, so that the noun decides. */
const makers =
  /^(?:write|draft|compose|make|create|prepare|produce|do|give|get|generate|design|develop|build|outline|put together|draw up|come up with|send|show|document|sketch|edit|finish|need|want)$/
const toUser = /^(?:me|us)\b/i
const somebody =
  /^(?:him|her|them|everyone|everybody|(?:my|our|the|his|her|their|each|every|all)\s(?:\p{L}+\s){0,2}?(?:boss|manager|team|landlord|landlady|customer|customers|client|clients|guest|guests|member|members|people|participants|supplier|suppliers|owner|accountant|sister|brother|mother|father|mom|mum|dad|parents|family|friend|friends|neighbour|neighbours|neighbor|neighbors|colleague|colleagues|staff|board|firm|teacher|doctor|plumber|speakers|attendees|applicants|candidates|volunteers|press)|\p{Lu}\p{Ll}+)\b/u
/** `to the owner`, `for Ann`: words behind the text that is written. */
const recipient =
  /\s(?:to|for)\s(?:him|her|them|everyone|everybody|(?:my|our|the|a|an|his|their|all|each|every)\s(?:\p{L}+\s){0,3}?(?:boss|manager|team|landlord|landlady|customers?|clients?|guests?|members?|people|participants|suppliers?|owner|accountant|sister|brother|mother|father|mom|mum|dad|parents|family|friends?|neighbou?rs?|colleagues?|staff|council|office|firm|company|teacher|doctor|insurer|insurance|bank|school|ministry|editor|vendor|employees?|residents|tenants?|sponsors?|donors?|investors?)|(?!Polish|German|French|Spanish|English|Italian|Dutch)\p{Lu}\p{Ll}+)(?![\p{L}])/u

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N};'’-]*/gu) ?? []

/** Words up to the first preposition: what is made or looked for, without its topic. */
function headOf(object: string): string[] {
  const bare = object
    .replace(toUser, '')
    .trim()
    .replace(/^(?:(?:\p{L}+\s)?(?:versions?|drafts?|copies|variants?)) of (?:the |an? |our |my )?/iu, '')
  const [head = ''] = bare.split(
    /\s(?:of|about|on|for|to|from|in|at|with|that|which|who|how|why|where|when|whether|by|into|as|saying|asking|between|so|over|per|under|using|based|explaining|describing|summari[sz]ing)\s|[,:;("“]/i,
  )
  return wordsOf(head)
}

const has = (words: readonly string[], set: ReadonlySet<string>): boolean =>
  words.some((word) => set.has(word))
const lastIn = (words: readonly string[], set: ReadonlySet<string>): boolean => set.has(words.at(-1) ?? '')

/** The kind of a step: by its verb, then by what it makes or looks for, then by whom it is for. Null: nothing tells. */
export function kindOfClause(clause: ClauseWords): StepKind | null {
  const { verbKind, action, object, text, isNeed, hasData } = clause
  if (verbKind === null)
    return isQuestion(text)
      ? hasData
        ? 'analysis'
        : kindOfQuestion(text)
      : isNeed
        ? kindOfThing(object)
        : kindByNouns(text)
  if (makers.test(action)) return kindOfMade(action, object) ?? verbKind
  if (verbKind === 'communication') return kindOfMessage(action, object)
  if (verbKind === 'purchase') return kindOfPurchase(action, object)
  if (verbKind === 'research') return kindOfSearch(action, object)
  if (verbKind === 'analysis') return kindOfAnalysis(action, object)
  if (verbKind === 'comparison') return 'comparison'
  if (verbKind === 'other') return kindOfWork(action, object)
  return verbKind
}

const strongCode = new Set([
  'function',
  'script',
  'class',
  'endpoint',
  'regex',
  'query',
  'migration',
  'program',
  'component',
  'module',
  'macro',
  'formula',
])
/** Texts that many people read are writing, also where they announce something. */
const forPage =
  /\b(?:for|on) (?:our|the|my) (?:\p{L}+ )?(?:page|site|website|blog|newsletter|board|wiki|intranet|magazine|homepage)\b/iu

function kindOfMade(action: string, object: string): StepKind | null {
  const head = headOf(object)
  if (action === 'send' && !toUser.test(object)) return 'communication'
  if (has(head, comparisonNouns)) return 'comparison'
  if (
    has(head, summaryNouns) ||
    (/^(?:give|get|need|want|do|send|show)$/.test(action) && head.includes('overview'))
  )
    return 'summary'
  if (has(head, new Set(['research']))) return 'research'
  if (has(head, new Set(['analysis', 'estimate', 'calculation', 'forecast', 'breakdown']))) return 'analysis'
  if (lastIn(head, codeNouns) && !lastIn(head, textNouns) && !/^(?:get|give|show|send)$/.test(action))
    return 'other'
  if (has(head, messageNouns) && !lastIn(head, textNouns)) return 'communication'
  if (/^(?:give|show|send)$/.test(action) && toUser.test(object))
    return lastIn(head, textNouns) ? 'writing' : 'research'
  if (action === 'get') return kindOfGot(object, head)
  if (/^(?:give|show)$/.test(action)) return 'other'
  if (/^(?:write|compose|draft)$/.test(action)) return kindOfWritten(object, head)
  if (lastIn(head, textNouns) || has(head, textNouns))
    return isAddressed(object) ? 'communication' : 'writing'
  if (/^(?:prepare|outline|document|sketch|edit|finish|put together|draw up|come up with)$/.test(action))
    return 'writing'
  return null
}

const isAddressed = (object: string): boolean =>
  findRecipients(object).length > 0 &&
  /\b(?:note|memo|notice|answer|update|statement|offer|reply)\b/i.test(object)

function kindOfWritten(object: string, head: readonly string[]): StepKind {
  if (toUser.test(object)) return 'writing'
  if (/^to\s/i.test(object) || somebody.test(object)) return 'communication'
  if (has(head, textNouns)) return isAddressed(object) ? 'communication' : 'writing'
  return recipient.test(` ${object}`) || findRecipients(object).length > 0 ? 'communication' : 'writing'
}

function kindOfGot(object: string, head: readonly string[]): StepKind {
  if (/\b(?:price|prices|quote|quotes|offer|offers|estimate|estimates)\b/i.test(object)) return 'research'
  if (has(head, factNouns) || toUser.test(object)) return 'research'
  if (
    /\b(?:ticket|tickets|present|presents|gift|gifts|flowers|groceries|insurance|subscription|licen[cs]e)\b/i.test(
      object,
    )
  )
    return 'purchase'
  return 'research'
}

/** Who a message goes to decides: to the user it is an answer. */
function kindOfMessage(action: string, object: string): StepKind {
  if (action === 'remind' && toUser.test(object)) return 'other'
  if (/^(?:tell|inform|notify|answer|ask)$/.test(action) && toUser.test(object)) return kindOfAnswer(object)
  if (
    action === 'text' &&
    !somebody.test(object) &&
    findRecipients(`text ${object}`).length === 0 &&
    !/^(?:each|all|every)/i.test(object)
  ) {
    return 'communication'
  }
  if (action === 'share' && /^(?:link|screen)/i.test(object)) return 'communication'
  if (action === 'write to') return 'communication'
  if (
    action === 'answer' &&
    /\b(?:question|questions)\b/i.test(object) &&
    !/\b(?:mail|email|letter)\b/i.test(object)
  )
    return 'writing'
  return 'communication'
}

/** `tell me which is cheaper` asks for a comparison, `tell me when it opens` for research. */
const kindOfAnswer = (object: string): StepKind => kindOfQuestion(object.replace(/^(?:me|us)\s+/i, ''))

function kindOfPurchase(action: string, object: string): StepKind {
  if (/^(?:book|reserve)$/.test(action)) {
    const head = headOf(object)
    const isRoom = head.includes('room') && (head.includes('meeting') || head.includes('conference'))
    return has(head, freeBookings) || isRoom || /\b(?:calendar|appointment)\b/i.test(object)
      ? 'other'
      : 'purchase'
  }
  if (action === 'order' && /\b(?:alphabetically|by (?:date|name|size|price|priority))\b/i.test(object))
    return 'other'
  return 'purchase'
}

const comparing =
  /\b(?:cheaper|better|faster|worse|best|compares?d?|differences? between|difference|versus|vs\.?|rather than|more expensive|stronger|safer|lower|higher)\b/i
const ofTwo = /\b(?:which|whether|or|than|between|both|either|two|compared?)\b/i
const dataFile = /\S\.(?:csv|xlsx?|ods|json|tsv|txt|pdf|docx?|log|sql|parquet)\b/i
const givenData =
  /\b(?:(?:in|from|of|through|according to) (?:the|our|my|this|these|that|attached|last) (?:\p{L}+ ){0,3}?(?:table|spreadsheet|sheet|data|dataset|figures|receipts|survey|responses|feedback|interviews|results|logs?|invoices|claims|export|numbers|statements?|records|report|answers|tickets|complaints|reviews|budget))\b/iu

function kindOfSearch(action: string, object: string): StepKind {
  if (
    /^(?:look at|have a look at|take a look at)$/.test(action) &&
    comparing.test(object) &&
    ofTwo.test(object)
  )
    return 'comparison'
  if (/^see how (?:we|they|it|our|the)\b.*\bcompares?\b/i.test(`${action} ${object}`)) return 'comparison'
  if (/^(?:see|find out|figure out|check|determine)\b/.test(action) && /\bcompares?\b/i.test(object))
    return 'comparison'
  if (/^(?:check|read|study|verify)$/.test(action) && dataFile.test(object)) return 'analysis'
  if (/^(?:find out|figure out|determine|identify|find|check)$/.test(action) && givenData.test(object))
    return 'analysis'
  if (
    /^how many (?:of )?(?:our|the|my|customers|users|orders)\b/i.test(object) &&
    /^(?:find out|figure out)$/.test(action)
  )
    return 'analysis'
  if (action === 'read' && !/\bup\b/.test(object)) return 'analysis'
  return 'research'
}

function kindOfAnalysis(action: string, object: string): StepKind {
  if (/^(?:list|flag|name)$/.test(action)) return action === 'flag' ? 'analysis' : 'writing'
  if (/^(?:test|sort|model|group)$/.test(action)) {
    if (action === 'group') return 'analysis'
    return 'other'
  }
  if (/^(?:highlight|rate|score|grade|rank)$/.test(action))
    return action === 'rank' && !givenData.test(object) ? 'comparison' : 'analysis'
  if (
    /^(?:evaluate|assess|work out|evaluating)$/.test(action) &&
    ofTwo.test(object) &&
    comparing.test(object) &&
    !/\bour\b/i.test(object)
  )
    return 'comparison'
  return 'analysis'
}

/** Work on texts is writing; on anything else it is other work. */
function kindOfWork(action: string, object: string): StepKind {
  const head = headOf(object)
  if (/^(?:build|create|make|add|set|generate|develop|design)$/.test(action)) return 'other'
  if (
    /^(?:put|turn|make)$/.test(action) &&
    /\b(?:in|into) (?:an?|the) (?:\p{L}+ )?(?:e-?mail|mail|letter|message|reply)\b/iu.test(object)
  )
    return 'communication'
  if (
    action === 'renew' &&
    /\b(?:domain|licen[cs]e|subscription|hosting|insurance|certificate|plan)\b/i.test(object)
  )
    return 'purchase'
  if (/^(?:merge|put|collect|combine|turn|convert|join|organi[sz]e|compile)$/.test(action)) {
    return /\b(?:in|into|to) (?:one|a|an|the|my) (?:\p{L}+ ){0,3}?(?:table|overview|report|list|document|note|page|summary|memo|brief|article|text|outline|slides?)\b/iu.test(
      object,
    )
      ? 'writing'
      : 'other'
  }
  if (
    /^(?:change|update|correct|fix|polish|improve|adapt)$/.test(action) &&
    lastIn(head, textNouns) &&
    !has(head, codeNouns)
  )
    return 'writing'
  if (/^(?:plan|map|sketch)$/.test(action)) return 'writing'
  return 'other'
}

/** A question is answered by research, by a comparison, or from data that the user has. */
export function kindOfQuestion(text: string): StepKind {
  if (dataFile.test(text) || givenData.test(text) || (text.match(/\d+(?:[.,]\d+)?/g) ?? []).length > 3)
    return 'analysis'
  if (/^(?:how (?:does|do|did)|in what way)\b.*\b(?:compares?|stack up|differ|fare against)\b/i.test(text))
    return 'comparison'
  if (
    /\b(?:which|what)(?: one)?(?: of)? .*\b(?:better|cheaper|best|faster|more|less|safer|stronger|worse)\b/i.test(
      text,
    ) &&
    ofTwo.test(text.replace(/^which/i, ''))
  )
    return 'comparison'
  if (comparing.test(text) && /\b(?:or|than|versus|vs\.?)\b/i.test(text)) return 'comparison'
  if (/^which\b.*\b(?:cheaper|better|faster|safer)\b/i.test(text)) return 'comparison'
  if (/\b(?:should) (?:we|i) .* or\b/i.test(text)) return 'comparison'
  if (
    /^(?:how much|how many|what|which)\b.*\b(?:we|our)\b.*\b(?:spend|spent|sell|sold|earn|earned|lose|lost|have|had|make|made|brought|grew|grow)\b/i.test(
      text,
    )
  )
    return 'analysis'
  if (
    /^which of our\b/i.test(text) ||
    /^which (?:\p{L}+ ){1,2}(?:brought|sold|grew|lost|earned|generated|caused)\b/iu.test(text)
  )
    return 'analysis'
  return 'research'
}

/** A thing that somebody needs: a text is written, a fact is looked up, another thing is found. */
export function kindOfThing(object: string): StepKind {
  const head = headOf(object)
  if (forPage.test(object)) return 'writing'
  if (has(head, strongCode)) return 'other'
  if (has(head, comparisonNouns)) return 'comparison'
  if (has(head, summaryNouns)) return 'summary'
  if (has(head, messageNouns) && !lastIn(head, textNouns)) return 'communication'
  if (lastIn(head, factNouns)) return 'research'
  if (lastIn(head, textNouns)) return 'writing'
  if (lastIn(head, codeNouns)) return 'other'
  return 'research'
}

const nounForms: readonly (readonly [StepKind, RegExp])[] = [
  [
    'communication',
    /(?<![\p{L}\p{N}])(?:an?|the) (?:e-?mail|letter|message|reply|invitation) (?:to|for)(?![\p{L}\p{N}])/iu,
  ],
  [
    'purchase',
    /(?<![\p{L}\p{N}])(?:(?:an?|the) (?:purchase|order) (?:of|for)|(?:to|must) buy|buying|purchasing)(?![\p{L}\p{N}])/iu,
  ],
  ['comparison', /(?<![\p{L}\p{N}])(?:comparison of|differences? between|versus|vs\.?)(?![\p{L}\p{N}])/iu],
  ['summary', /(?<![\p{L}\p{N}])(?:summary|digest|recap) of(?![\p{L}\p{N}])/iu],
  [
    'research',
    /(?<![\p{L}\p{N}])(?:research(?:ing)?|information (?:about|on)|(?:to|must) (?:find|investigate|look up))(?![\p{L}\p{N}])/iu,
  ],
]

/** The kind of a clause without a known verb; null: its words do not tell. */
function kindByNouns(text: string): StepKind | null {
  const found = nounForms.find(([, form]) => form.test(text))?.[0]
  if (found !== undefined) return found
  if (/\b(?:in|into|on|to) (?:the|my|our) (?:calendar|diary)\b/i.test(text)) return 'other'
  if (/\bwhich\b.*\b(?:better|best|cheaper|faster)\b/i.test(text)) return 'comparison'
  const head = headOf(text)
  if (head.length > 6) return null
  if (has(head, comparisonNouns)) return 'comparison'
  if (has(head, summaryNouns)) return 'summary'
  if (has(head, strongCode)) return 'other'
  if (lastIn(head, messageNouns) && /\s(?:to|for)\s/.test(text)) return 'communication'
  return lastIn(head, textNouns) && /\s(?:for|about|on|of|to)\s/.test(text) ? 'writing' : null
}
