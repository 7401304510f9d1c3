import type { AfterPackContext, Configuration } from 'electron-builder'
import { planFileTypes } from '#shared/plan-file/file-types.ts'
import { linkScheme } from '#shared/text/link.ts'
import { setFuses } from './fuses.ts'
import { writeLicences } from './licences.ts'
import { nameOf, pathsOf, type Target } from './target.ts'

interface BuilderOptions {
  readonly root: string
  readonly target: Target
  /** Folder or zip of Electron. */
  readonly electronDist: string
  readonly electronVersion: string
  /** URL where newer versions are published; null: the package has no update channel. */
  readonly updateUrl: string | null
}

/** electron-builder configuration for one package. */
export function builderConfig(options: BuilderOptions): Configuration {
  const { root, target, electronDist, electronVersion, updateUrl } = options
  return {
    appId: 'app.switchyard.desktop',
    productName: 'Switchyard',
    extraMetadata: {
      author: 'Switchyard contributors',
      // Debian packages require a home page, and the update URL is the only known one.
      ...(updateUrl !== null && { homepage: updateUrl }),
    },
    executableName: target.platform === 'linux' ? 'switchyard' : 'Switchyard',
    electronDist,
    electronVersion,
    directories: { output: `dist/${nameOf(target)}`, buildResources: 'resources/desktop' },
    files: [...ownFiles, ...unneededFiles(target)],
    asar: true,
    // The system loads native libraries, and agent programs read samples, only from real files.
    asarUnpack: ['**/*.node', 'resources/samples/**', 'resources/schemas/**'],
    // Every native module ships N-API builds that work in Electron.
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
      // Registered as an alternate handler, so that JSON and Markdown files keep their default program.
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
    // The installer script registers file types itself, because electron-builder's associations would take over JSON
    // files.
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

/** Sources, builds for other systems, and programs that only a clone of the repository needs. */
const unneededFiles = ({ platform, arch }: Target): string[] => [
  '!node_modules/{node-*,opencode-*}{,/**}',
  '!node_modules/better-sqlite3/{deps,src,binding.gyp}{,/**}',
  '!node_modules/node-addon-api{,/**}',
  `!node_modules/better-sqlite3/prebuilds/!(${platform}-${arch}).node`,
  `!node_modules/@napi-rs/keyring-!(${platform}-${arch}*){,/**}`,
  '!**/*.{map,ts,mts,cts}',
]
