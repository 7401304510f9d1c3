import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSecrets, isSecretName } from '../../src-main/base/secrets.ts'

const canary = 'c4nary/+"ß value=42'
const { hideIn } = createSecrets([canary])

const encodings: Record<string, (text: string) => string> = {
  'as it is': (text) => text,
  'in JSON': (text) => JSON.stringify({ text }),
  'in a URL': encodeURIComponent,
  'in hex': (text) => Buffer.from(text).toString('hex'),
  'in upper-case hex': (text) => Buffer.from(text).toString('hex').toUpperCase(),
  'in base64': (text) => Buffer.from(text).toString('base64'),
  'in base64 for URLs': (text) => Buffer.from(text).toString('base64url'),
}

describe('a secret', () => {
  it.each(Object.entries(encodings))(
    'is masked in a text that contains it %s, at any position',
    (_, encode) => {
      fc.assert(
        fc.property(fc.string(), fc.string(), (before, after) => {
          const shown = hideIn(encode(`${before}${canary}${after}`))
          expect(shown).toContain('[hidden]')
          expect(shown).not.toContain(canary)
          for (const from of [0, 1, 2]) {
            const decoded = Buffer.from(shown.slice(from).replaceAll('[hidden]', ''), 'base64').toString(
              'latin1',
            )
            expect(decoded).not.toContain(canary.slice(0, -1))
          }
        }),
        { numRuns: 300 },
      )
    },
  )

  it('is masked in keys and values at any depth, without other changes', () => {
    const value = { a: [1, null, true, { [canary]: `x${canary}y` }], b: 'short', c: canary }
    expect(hideIn(value)).toEqual({
      a: [1, null, true, { '[hidden]': 'x[hidden]y' }],
      b: 'short',
      c: '[hidden]',
    })
  })

  it('of fewer than eight characters is not masked, because it would match ordinary words', () => {
    const short = createSecrets(['token'])
    expect(short.hideIn('a token of thanks')).toBe('a token of thanks')
  })

  it('of fewer than eight characters causes one warning with its name', () => {
    const secrets = createSecrets()
    const warned: string[] = []
    secrets.addHanded({ FIRST: 'short', HOME: '/root', EMPTY: '' })
    secrets.onShort((name) => warned.push(name))
    secrets.add('tiny', 'SECOND')
    secrets.add('tiny', 'SECOND')
    expect(warned).toEqual(['FIRST', 'SECOND'])
    expect(secrets.hideIn('a short and tiny text in /root')).toBe('a short and tiny text in /root')
  })

  it('that is a prefix of another secret does not expose the rest of the other', () => {
    const both = createSecrets(['abcdefgh', 'abcdefgh-and-more'])
    expect(both.hideIn('abcdefgh-and-more')).toBe('[hidden]')
  })
})

describe('the name of a variable', () => {
  it.each(['OPENAI_API_KEY', 'GITHUB_TOKEN', 'DB_PASSWORD', 'AWS_SECRET_ACCESS_KEY', 'NPM_AUTH'])(
    'marks a secret: %s',
    (name) => expect(isSecretName(name)).toBe(true),
  )
  it.each(['PATH', 'LANG', 'EDITOR', 'HOME', 'AUTHOR'])('does not mark a secret: %s', (name) =>
    expect(isSecretName(name)).toBe(false),
  )
})
