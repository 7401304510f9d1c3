import { instantOf, wallTimeOf } from '#shared/working-hours.ts'

/** A provider's refusal because the account reached a usage limit. */
export interface QuotaRefusal {
  /** Instant from which the account can be used again (milliseconds since 1970); null if the provider does not say. */
  readonly resetAt: number | null
  /** True if waiting does not help: the account needs money or another plan. */
  readonly isSpent: boolean
}

/** Patterns for quota errors of providers, and of agents that call them. */
const refusals = new RegExp(
  [
    String.raw`\b(?:usage|session|weekly|daily|monthly|hourly|rate|request|spend(?:ing)?|hour)[ _-]limits? (?:was |has been |is )?(?:reached|exceeded|hit)`,
    String.raw`\b(?:hit|reached|exceeded) (?:your|the|its) (?:[\w-]+ ){0,3}(?:limit|quota)\b`,
    String.raw`\brate[ _-]?limit(?:ed|_error|_exceeded| exceeded)\b`,
    String.raw`\btoo many requests\b|\bquota exceeded\b|\bresource_exhausted\b|\bresource (?:has been )?exhausted\b`,
    String.raw`\bexhausted your (?:capacity|quota)\b|\binsufficient_quota\b|\bcredit balance is too low\b`,
    String.raw`\bout of (?:extra )?(?:usage|credits)\b|\bpayment required\b|\b(?:status|error|code|http)\W{0,3}429\b`,
  ].join('|'),
  'i',
)
const spent =
  /\binsufficient_quota\b|\bcredit balance is too low\b|\bplan and billing\b|\bout of (?:extra )?(?:usage|credits)\b|\bpayment required\b/i

const longestMs = 35 * 86_400_000
const maxText = 4000

/** Null if the text is not a quota refusal. */
export function readQuota(text: string, now: number): QuotaRefusal | null {
  const start = text.slice(0, maxText)
  if (!refusals.test(start)) return null
  const resetAt = readReset(start, now)
  return { resetAt, isSpent: resetAt === null && spent.test(start) }
}

/**
 * Instant of the next possible retry according to a refusal; null if the text names none, or one that is past or more
 * than 35 days away.
 */
export function readReset(text: string, now: number): number | null {
  const found = epochIn(text) ?? waitIn(text, now) ?? isoIn(text) ?? clockIn(text, now)
  return found !== null && found > now && found <= now + longestMs ? Math.ceil(found) : null
}

/** For example `usage limit reached|1762952400`, or `"resetsAt": 1762952400` in error details. */
function epochIn(text: string): number | null {
  const found = /(?:\||reset\w*"?\s*[:=]\s*"?)(\d{10}|\d{13})(?!\d)/i.exec(text)?.[1]
  if (found === undefined) return null
  return found.length === 10 ? Number(found) * 1000 : Number(found)
}

const unitMs: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 }
const amount = String.raw`\d+(?:\.\d+)?\s*(?:days?|d|hours?|hrs?|h|minutes?|mins?|ms|m|seconds?|secs?|s)\b[\s,]*(?:and\s+)?`
const waits = new RegExp(
  String.raw`(?:again|retry|resets?|wait)\b[^.\n]{0,20}?\b(?:in|after|for)\s+((?:${amount.replace(String.raw`\b`, '')})+)`,
  'i',
)

/** For example `try again in 3 days 2 hours 5 minutes`, `retry in 34.07s`, `"retryDelay": "34s"`. */
function waitIn(text: string, now: number): number | null {
  const words = waits.exec(text)?.[1] ?? /"retryDelay"\s*:\s*"(\d+(?:\.\d+)?s)"/.exec(text)?.[1]
  if (words === undefined) return null
  let ms = 0
  for (const [, count = '0', unit = ''] of words.matchAll(/(\d+(?:\.\d+)?)\s*(ms|[dhms])/gi))
    ms += Number(count) * (unitMs[unit.toLowerCase()] ?? 0)
  return ms === 0 ? null : now + ms
}

function isoIn(text: string): number | null {
  const found = /(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d))/.exec(text)?.[1]
  const at = found === undefined ? Number.NaN : Date.parse(found)
  return Number.isNaN(at) ? null : at
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const day = String.raw`(?<month>${months.join('|')})[a-z]*\.? (?<day>\d{1,2})(?:st|nd|rd|th)?(?:,? (?<year>\d{4}))?`
const hour = String.raw`(?<hour>\d{1,2})(?::(?<minute>\d\d))?\s*(?<half>[ap]m)?`
const clocks = new RegExp(
  String.raw`(?:resets?|again)\b(?: (?:at|on))?\s+(?:${day})?(?:,? ?(?:at )?${hour})?(?:\s*\((?<zone>[\w/+-]+)\))?`,
  'i',
)

/**
 * For example `resets 7pm (America/Recife)`, `resets Apr 23 at 4pm`, `try again at 3:28 PM`. Without a zone in the
 * text, the zone of this machine applies.
 */
function clockIn(text: string, now: number): number | null {
  const found = clocks.exec(text)?.groups
  if (found === undefined || (found.month === undefined && found.hour === undefined)) return null
  const zone = zoneOf(found.zone)
  const today = new Date(wallTimeOf(now, zone))
  const date = {
    year: Number(found.year ?? today.getUTCFullYear()),
    month: found.month === undefined ? today.getUTCMonth() : months.indexOf(found.month.toLowerCase()),
    day: Number(found.day ?? today.getUTCDate()),
  }
  const late = found.half?.toLowerCase() === 'pm' ? 12 : 0
  const hours = Number(found.hour ?? 0)
  const wall = Date.UTC(
    ...([date.year, date.month, date.day] as const),
    ...([found.half === undefined ? hours : (hours % 12) + late, Number(found.minute ?? 0)] as const),
  )
  const at = instantOf(wall, zone)
  if (at > now || found.year !== undefined) return at
  // A past time of day means tomorrow; a past date without a year means next year.
  return found.month === undefined
    ? instantOf(wall + 86_400_000, zone)
    : instantOf(Date.UTC(date.year + 1, date.month, date.day, new Date(wall).getUTCHours()), zone)
}

function zoneOf(name: string | undefined): string {
  const own = new Intl.DateTimeFormat().resolvedOptions().timeZone
  // An unknown zone name throws.
  try {
    return name === undefined
      ? own
      : new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    return own
  }
}
