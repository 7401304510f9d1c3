import { capitalised } from '#shared/text/capitalised.ts'
import { formatMoney } from '#shared/text/format-money.ts'
import { findRecipients, type Recipient } from '#shared/text/recipients.ts'
import { words } from '#shared/words/words.ts'
import type { Ability, Findings, Work } from './ability.ts'
import { createEml } from './eml.ts'
import { type Ground, listGrounds, type Price, plainLines } from './evidence.ts'
import { listLowest } from './prices.ts'
import { requestOf } from './request.ts'
import { nothingFound } from './research.ts'
import { findGivenText } from './text/given-text.ts'
import { clip, flat, heading, list, paragraphs } from './text/phrases.ts'

const maxSubject = 150
const maxPart = 20_000
const maxBody = 100_000

/** Drafts a mail from the task and its dependencies. It cannot send mail. */
export const communication: Ability = {
  skill: 'communication',
  async run(work) {
    const request = requestOf(work.task)
    const grounds = listGrounds(work.task)
    const recipients = findRecipients(request)
    const to = recipients.flatMap(({ name, address }) => (address === null ? [] : [{ name, address }]))
    const subject = clip(flat(findSubject(request, grounds)), maxSubject)
    const content = findContent(work, grounds)
    const body = paragraphs([greetingOf(recipients), content ?? placeholder])
    const eml = await createEml({
      to,
      subject,
      body,
      at: work.now,
      idempotencyKey: work.task.idempotencyKey,
    })
    work.log(words.builtinLogs.mailDrafted(to.length))
    return report({ to, subject, body, eml, recipients, isEmpty: content === null })
  },
}

/** A review finds this placeholder by its first word. */
const placeholder = '[Placeholder: write the message before you send this mail.]'

function greetingOf(recipients: readonly Recipient[]): string {
  const names = recipients.flatMap(({ name }) => (name === null ? [] : [name]))
  const [name] = names
  return names.length === 1 && recipients.length === 1 && name !== undefined && /^\p{Lu}/u.test(name)
    ? `Hello ${flat(name)},`
    : 'Hello,'
}

const quotation = /["“«]([^"”»]{1,300})["”»]/u
const subjectWords = /(?<![\p{L}\p{N}])(?:subject|titled|entitled)(?: line)?:?\s*/iu
const topicWords =
  /(?<![\p{L}\p{N}])(?:about|regarding|concerning)\s+(.{1,300}?)(?=\s+(?:to\s+\S{1,64}@|saying|asking|by\s|before\s)|[,;.!?](?:\s|$)|\n|$)/isu

/** The named subject, else the subject of the request, else the search topic of the dependencies. */
function findSubject(request: string, grounds: readonly Ground[]): string {
  const words = subjectWords.exec(request)
  const quoted = words === null ? null : quotation.exec(request.slice(words.index, words.index + 400))
  if (quoted?.[1] !== undefined) return quoted[1]
  const topic = topicWords.exec(request)?.[1]
  if (topic !== undefined && !/^(?:it|them|this|that|the (?:results?|findings?))$/iu.test(topic.trim()))
    return capitalised(topic.trim())
  const looked = grounds.map(({ query, title }) => query ?? title.replace(/^research\s+/i, ''))
  return looked.length === 0 ? 'Draft' : capitalised((looked[0] ?? 'Draft').trim())
}

/** The content of the mail; null without any content. */
function findContent(work: Work, grounds: readonly Ground[]): string | null {
  const request = requestOf(work.task)
  const said = /(?<![\p{L}\p{N}])saying(?: that)?\s+(.+)$/isu.exec(request)?.[1]
  const parts = [
    said === undefined ? null : said.trim().replace(/^["“«]([^"”»]*)["”»]$/u, '$1'),
    findGivenText(work.task.description),
    ...grounds.map(partOf),
    ...(work.gathered.length === 0
      ? []
      : [list(work.gathered.map(({ text, source }) => lineOf(text, source)))]),
  ].filter((part) => part !== null && part !== '')
  return parts.length === 0 ? null : clip(paragraphs(parts.map((part) => clip(part ?? '', maxPart))), maxBody)
}

const lineOf = (text: string, source: string): string =>
  source === '' ? flat(text) : `${flat(text)} (${flat(source)})`

/** The findings of one dependency as plain text, with sources. */
function partOf({ key, title, query, findings, prices, text }: Ground): string {
  const about = flat(query ?? title)
  if (findings !== null) {
    return findings.length === 0
      ? `${nothingFound(about)}.`
      : paragraphs([`Findings about ${about}:`, list(findings.map((each) => lineOf(each.text, each.source)))])
  }
  if (prices !== null && prices.length > 0) return pricesPart(prices)
  return text.trim() === '' ? `${flat(title)} (${flat(key)}) has no result.` : plainLines(text)
}

function pricesPart(prices: readonly Price[]): string {
  const lowest = listLowest(prices).map(
    (each) => `Lowest price in ${each.currency}: ${flat(each.item)}, ${formatMoney(each)}`,
  )
  const lines = prices.map((each) => lineOf(`${each.item}: ${formatMoney(each)}`, each.source))
  return paragraphs(['Prices in the sources:', list(lines), list(lowest)])
}

interface Draft {
  readonly to: readonly { readonly name: string | null; readonly address: string }[]
  readonly subject: string
  readonly body: string
  readonly eml: string
  readonly recipients: readonly Recipient[]
  readonly isEmpty: boolean
}

function report({ to, subject, body, eml, recipients, isEmpty }: Draft): Findings {
  const unaddressed = recipients.flatMap(({ name, address }) =>
    address === null && name !== null ? [name] : [],
  )
  const missing = [
    ...(to.length === 0 ? ['The request names no mail address, so the draft has no recipient.'] : []),
    ...(unaddressed.length === 0 ? [] : [`No address is known for ${unaddressed.map(flat).join(', ')}.`]),
    ...(isEmpty ? ['The task has no text for the mail, so the draft has a placeholder.'] : []),
  ]
  const text = paragraphs([
    heading(2, 'Mail draft'),
    '**Nothing was sent.** The result contains the draft as an `.eml` file for a mail program.',
    list(missing),
    `To: ${to.map(({ address }) => address).join(', ') || 'no address yet'}  \nSubject: ${subject}`,
    fenced(body),
  ])
  const incomplete = {
    name: 'draft.eml',
    text: eml,
    mediaType: 'message/rfc822',
    missing: 'Text of the message',
  }
  const data = {
    ...{ to: to.map(({ address }) => address), subject, body, eml, unaddressed, status: 'drafted' },
    ...(isEmpty && { artifacts: [incomplete] }),
  }
  return { text, data, passages: [] }
}

/** Fenced so that the text cannot close the fence. */
function fenced(text: string): string {
  const longest = (text.match(/`{3,}/g) ?? []).reduce((most, each) => Math.max(most, each.length), 2)
  const fence = '`'.repeat(longest + 1)
  return `${fence}text\n${text}\n${fence}`
}
