import {
  type FuseConfig,
  FuseState,
  FuseV1Options,
  FuseVersion,
  flipFuses,
  getCurrentFuseWire,
} from '@electron/fuses'

export type FuseName = keyof typeof FuseV1Options

/** Every fuse of Electron's first wire, with its state in a packaged Switchyard. */
export const wantedFuses: Readonly<Record<FuseName, boolean>> = {
  // Prevents other programs from using the packaged app as a Node runtime.
  RunAsNode: false,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableCookieEncryption: true,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  // No custom V8 snapshot is shipped.
  LoadBrowserProcessSpecificV8Snapshot: false,
  // The interface is served over app://, never file://.
  GrantFileProtocolExtraPrivileges: false,
  // Electron's default. Without the handlers, WebAssembly is slower and no safer.
  WasmTrapHandlers: true,
}

export const fuseNames: readonly FuseName[] = Object.values(FuseV1Options).filter(
  (each): each is FuseName => typeof each === 'string',
)

/** Sets every fuse. Throws if Electron has a fuse without a wanted state. */
export async function setFuses(electron: string): Promise<void> {
  const states = Object.fromEntries(fuseNames.map((name) => [FuseV1Options[name], wantedFuses[name]]))
  await flipFuses(electron, {
    ...(states as Record<FuseV1Options, boolean>),
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    // Changing the wire invalidates Electron's original signature.
    resetAdHocDarwinSignature: process.platform === 'darwin',
  } satisfies FuseConfig)
}

/** Describes each fuse whose state in the executable is not the wanted one. */
export async function listWrongFuses(electron: string): Promise<string[]> {
  const wire = await getCurrentFuseWire(electron)
  return fuseNames.flatMap((name) => {
    const state = wire[FuseV1Options[name]]
    const wanted = wantedFuses[name] ? FuseState.ENABLE : FuseState.DISABLE
    return state === wanted ? [] : [`${name} is ${nameOf(state)} and should be ${nameOf(wanted)}`]
  })
}

const nameOf = (state: FuseState | undefined): string =>
  state === undefined ? 'absent' : (FuseState[state] ?? String(state)).toLowerCase()
