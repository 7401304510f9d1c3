import type { AfterPackContext, Configuration } from 'electron-builder'
import { planFileTypes } from '#shared/plan-file/file-types.ts'
import { linkScheme } from '#shared/text/link.ts'
import { setFuses } from './fuses.ts'
import { writeLicences } from './licences.ts'
import { nameOf, pathsOf, type Target } from './target.ts'

interface BuilderOptions {
  readonly root: string
  readonly target: Target
  /** A folder or a zip of Electron. */
  readonly electronDist: string
  readonly electronVersion: string
  /** Where newer versions are published; null: the package has no update channel. */
  readonly updateUrl: string | null
}

/** The configuration of electron-builder for one package. */
export function builderConfig(options: BuilderOptions): Configuration {
  const { root, target, electronDist, electronVersion, updateUrl } = options
  return {
    appId: 'app.switchyard.desktop',
    productName: 'Switchyard',
    extraMetadata: {
      author: 'Switchyard contributors',
      // Debian packages name a home page, and the only known one is where updates are.
      ...(updateUrl !== null && { homepage: updateUrl }),
    },
    executableName: target.platform === 'linux' ? 'switchyard' : 'Switchyard',
    electronDist,
    electronVersion,
    directories: { output: `dist/${nameOf(target)}`, buildResources: 'resources/desktop' },
    files: [...ownFiles, ...unneededFiles(target)],
    asar: true,
    // The system loads libraries, and the programs of agents read samples, from real files only.
    asarUnpack: ['**/*.node', 'resources/samples/**', 'resources/schemas/**'],
    // Every native module ships N-API builds for Electron.
    npmRebuild: false,
    publish: updateUrl === null ? null : { provider: 'generic', url: updateUrl, channel: 'latest' },
    afterPack: async ({ appOutDir }: AfterPackContext) => {
      const { electron, resources, asar } = pathsOf(appOutDir, target)
      writeLicences({ root, asar, resources })
      await setFuses(electron)
    },
    protocols: [{ name: 'Switchyard link', schemes: [linkScheme] }],
    linux: {
      target: ['AppImage', 'deb', 'tar.gz'],
      icon: 'icons',
      category: 'Development',
      maintainer: 'Switchyard contributors',
      mimeTypes: [...new Set(planFileTypes.map(({ mime }) => mime))],
    },
    mac: {
      target: ['dmg', 'zip'],
      icon: 'icon.icns',
      category: 'public.app-category.developer-tools',
      hardenedRuntime: true,
      // An alternative: JSON and Markdown files stay with the program that a person has for them.
      fileAssociations: [
        {
          ext: planFileTypes.map(({ extension }) => extension.slice(1)),
          name: 'Plan',
          role: 'Viewer',
          rank: 'Alternate',
        },
      ],
    },
    win: { target: ['nsis', 'zip'], icon: 'icon.ico' },
    // electron-builder's own file associations would take JSON files away from the program that has them.
    nsis: {
      oneClick: false,
      allowToChangeInstallationDirectory: true,
      include: 'resources/desktop/installer.nsh',
    },
  }
}

const ownFiles = [
  'package.json',
  'LICENSE',
  ...['main', 'preload', 'renderer'].map((part) => `out/${part}/**`),
  'src-main/store/migrations/**',
  ...['roles', 'samples', 'schemas', 'templates'].map((part) => `resources/${part}/**`),
]

/** Sources and builds for other systems, and programs that only a clone needs. */
const unneededFiles = ({ platform, arch }: Target): string[] => [
  '!node_modules/{node-*,opencode-*}{,/**}',
  '!node_modules/better-sqlite3/{deps,src,binding.gyp}{,/**}',
  '!node_modules/node-addon-api{,/**}',
  `!node_modules/better-sqlite3/prebuilds/!(${platform}-${arch}).node`,
  `!node_modules/@napi-rs/keyring-!(${platform}-${arch}*){,/**}`,
  '!**/*.{map,ts,mts,cts}',
]
