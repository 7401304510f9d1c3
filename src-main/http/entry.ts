import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { Clock } from '../base/clock.ts'

const minuteMs = 60_000
const wrongTriesPerMinute = 10
const codeLifeMs = 10 * minuteMs
/** Links that may wait to be opened; making one more ends the oldest. */
const codesAtOnce = 16

/** Who may come in: the token, and the codes of launch links that are exchanged for it once. */
export interface Entry {
  /** Null when it is the token; else why not. `null` stands for a request that shows none. */
  check(token: string | null): Refusal | null
  createCode(): string
  /** The token for a code, which is used up by that. */
  redeem(code: string): Result<string, Refusal>
}

export function createEntry(token: string, clock: Clock): Entry {
  const tokenHash = hash(token)
  const tries = createTries(clock)
  let codes: { readonly hash: Buffer; readonly endsAt: number }[] = []
  return {
    check(shown) {
      if (shown === null) return noToken('This needs a token.')
      if (timingSafeEqual(hash(shown), tokenHash)) return null
      return tries.refuse() ?? noToken('The token is not the one of this start.')
    },
    createCode() {
      const code = randomBytes(16).toString('base64url')
      codes = [...codes.slice(1 - codesAtOnce), { hash: hash(code), endsAt: clock.now() + codeLifeMs }]
      return code
    },
    redeem(code) {
      const shown = hash(code)
      const match = codes.find((each) => timingSafeEqual(each.hash, shown))
      codes = codes.filter((each) => each !== match && each.endsAt > clock.now())
      if (match !== undefined && match.endsAt > clock.now()) return ok(token)
      const spent = refusal(
        'E_AUTH',
        'This link was used already or is too old.',
        'Get a fresh one with: npx switchyard serve',
      )
      return err(tries.refuse() ?? spent)
    },
  }
}

/**
 * Counts wrong tries of the last minute and refuses more of them. Only wrong ones: any program of this machine can
 * use them up, and the person's own app, which has the token, must not be locked out by that. All of loopback is one
 * peer, since a program there may call from any of 127.0.0.0/8.
 */
function createTries(clock: Clock) {
  let wrongAt: number[] = []
  return {
    refuse(): Refusal | null {
      const now = clock.now()
      wrongAt = wrongAt.filter((at) => at > now - minuteMs)
      const [oldest] = wrongAt
      if (oldest === undefined || wrongAt.length < wrongTriesPerMinute) {
        wrongAt.push(now)
        return null
      }
      const seconds = Math.ceil((oldest + minuteMs - now) / 1000)
      const message = `More than ${wrongTriesPerMinute} wrong tokens in a minute.`
      return refusal('E_RATE', message, `Wait ${seconds} seconds.`, { limit: seconds })
    },
  }
}

const noToken = (message: string): Refusal =>
  refusal('E_AUTH', message, 'It is in the file `token` in the data folder.')

/** Equal lengths for the comparison, whatever was shown. */
const hash = (text: string): Buffer => createHash('sha256').update(text).digest()
