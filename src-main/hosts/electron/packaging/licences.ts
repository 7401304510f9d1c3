import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { extractFile, listPackage } from '@electron/asar'
import { z } from 'zod'

const packageSchema = z.object({ name: z.string(), version: z.string(), license: z.string().optional() })

interface LicenceOptions {
  readonly root: string
  readonly asar: string
  readonly resources: string
}

export const licenceFiles = ['Switchyard.txt', 'packages.txt', 'interface.md', 'main.md'] as const

/** Licence file that Vite writes beside a bundle, for the packages inside it. */
const ofBundle = (name: string): string => join('out', name, 'licences.md')

/** Writes the licences of all bundled code beside the app. Electron and Chromium ship their own licence files. */
export function writeLicences({ root, asar, resources }: LicenceOptions): void {
  const dir = join(resources, 'licences')
  const packages = listBundled(asar).map(({ title, texts }) => [title, ...texts].join('\n\n'))
  const texts: Readonly<Record<(typeof licenceFiles)[number], string>> = {
    'Switchyard.txt': readFileSync(join(root, 'LICENSE'), 'utf8'),
    'packages.txt': `${packages.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`,
    'interface.md': readFileSync(join(root, ofBundle('renderer')), 'utf8'),
    'main.md': readFileSync(join(root, ofBundle('main')), 'utf8'),
  }
  mkdirSync(dir, { recursive: true })
  for (const name of licenceFiles) writeFileSync(join(dir, name), texts[name])
}

/** Packages in the archive that neither name a licence nor ship one. */
export const listUnlicensed = (asar: string): string[] =>
  listBundled(asar).flatMap(({ title, license, texts }) =>
    license === null && texts.length === 0 ? [title] : [],
  )

interface BundledPackage {
  readonly title: string
  readonly license: string | null
  readonly texts: readonly string[]
}

const packagePath = /^((?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/@]+)\/package\.json$/
const licenceName = /^(licen[cs]e|copying|notice)[^/]*$/i

function listBundled(asar: string): BundledPackage[] {
  const files = listPackage(asar, { isPack: false }).map((path) => path.replaceAll('\\', '/').slice(1))
  const read = (path: string) => extractFile(asar, path).toString('utf8')
  return files
    .flatMap((path) => packagePath.exec(path)?.[1] ?? [])
    .sort()
    .map((dir) => {
      const { name, version, license = null } = packageSchema.parse(JSON.parse(read(`${dir}/package.json`)))
      const own = files.filter(
        (path) => path.startsWith(`${dir}/`) && licenceName.test(path.slice(dir.length + 1)),
      )
      return {
        title: `${name} ${version} (${license ?? 'no licence named'})`,
        license,
        texts: own.map((path) => read(path).trim()),
      }
    })
}
