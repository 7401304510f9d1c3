import { join } from 'node:path'

export const platforms = ['linux', 'darwin', 'win32'] as const
export type PackagePlatform = (typeof platforms)[number]
export type PackageArch = 'x64' | 'arm64'

/** The platform and architecture of a package. */
export interface Target {
  readonly platform: PackagePlatform
  readonly arch: PackageArch
}

export const nameOf = ({ platform, arch }: Target): string => `${platform}-${arch}`

export type PackagePaths = ReturnType<typeof pathsOf>

/** Where things are in the folder of a package. */
export function pathsOf(dir: string, { platform }: Pick<Target, 'platform'>) {
  /** As @electron/fuses wants it: the executable, on a Mac the bundle. */
  const electron = join(
    dir,
    { linux: 'switchyard', darwin: 'Switchyard.app', win32: 'Switchyard.exe' }[platform],
  )
  const resources = platform === 'darwin' ? join(electron, 'Contents', 'Resources') : join(dir, 'resources')
  return { electron, resources, asar: join(resources, 'app.asar') }
}
