import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** Path of the real coding agent; null if npm has no package for this machine. */
export function findOpencode(): string | null {
  const { platform, arch } = process
  const name = `opencode-${platform === 'win32' ? 'windows' : platform}-${arch}`
  const isOld =
    platform === 'linux' && arch === 'x64' && !readFileSync('/proc/cpuinfo', 'utf8').includes(' avx2')
  for (const each of isOld ? [`${name}-baseline`] : [name, `${name}-baseline`]) {
    // Packages for other systems are not installed.
    try {
      const folder = dirname(createRequire(import.meta.url).resolve(`${each}/package.json`))
      const file = join(folder, 'bin', platform === 'win32' ? 'opencode.exe' : 'opencode')
      if (existsSync(file)) return file
    } catch {}
  }
  return null
}

const off = [...['AUTOUPDATE', 'LSP_DOWNLOAD', 'MODELS_FETCH', 'DEFAULT_PLUGINS', 'SHARE']].map(
  (what): [string, string] => [`OPENCODE_DISABLE_${what}`, '1'],
)

interface Prices {
  /** USD per million tokens. */
  readonly input: number
  readonly output: number
}

/** Environment that allows only requests to the model at this address. */
export const opencodeEnv = (
  baseURL: string,
  cost: Prices = { input: 1_000_000, output: 2_000_000 },
): Record<string, string> => ({
  OPENCODE_CONFIG_CONTENT: JSON.stringify({
    ...{ autoupdate: false, share: 'disabled', lsp: false, formatter: false },
    ...{ model: 'fake/fake', small_model: 'fake/fake' },
    permission: { edit: 'ask', bash: 'ask', webfetch: 'ask' },
    provider: {
      fake: {
        ...{ npm: '@ai-sdk/openai-compatible', name: 'Fake', options: { baseURL, apiKey: 'none' } },
        models: { fake: { name: 'Fake', cost, limit: { context: 10_000, output: 1000 } } },
      },
    },
  }),
  ...Object.fromEntries(off),
})
