import { join } from 'node:path'

export const platforms = ['linux', 'darwin', 'win32'] as const
export type PackagePlatform = (typeof platforms)[number]
export type PackageArch = 'x64' | 'arm64'

export interface Target {
  readonly platform: PackagePlatform
  readonly arch: PackageArch
}

export const nameOf = ({ platform, arch }: Target): string => `${platform}-${arch}`

export type PackagePaths = ReturnType<typeof pathsOf>

/** Paths inside a package folder. */
export function pathsOf(dir: string, { platform }: Pick<Target, 'platform'>) {
  /** Path for @electron/fuses: the executable or, on macOS, the bundle. */
  const electron = join(
    dir,
    { linux: 'switchyard', darwin: 'Switchyard.app', win32: 'Switchyard.exe' }[platform],
  )
  const resources = platform === 'darwin' ? join(electron, 'Contents', 'Resources') : join(dir, 'resources')
  return { electron, resources, asar: join(resources, 'app.asar') }
}
