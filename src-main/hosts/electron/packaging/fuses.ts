import {
  type FuseConfig,
  FuseState,
  FuseV1Options,
  FuseVersion,
  flipFuses,
  getCurrentFuseWire,
} from '@electron/fuses'

export type FuseName = keyof typeof FuseV1Options

/** Every fuse of Electron's first wire, and the state that a packaged Switchyard has it in. */
export const wantedFuses: Readonly<Record<FuseName, boolean>> = {
  // The packaged app is no Node that other programs could run scripts with.
  RunAsNode: false,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableCookieEncryption: true,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  // No snapshot of our own is shipped.
  LoadBrowserProcessSpecificV8Snapshot: false,
  // The interface is served by app://, never by file://.
  GrantFileProtocolExtraPrivileges: false,
  // Electron's default; without the handlers, WebAssembly is slower and no safer.
  WasmTrapHandlers: true,
}

export const fuseNames: readonly FuseName[] = Object.values(FuseV1Options).filter(
  (each): each is FuseName => typeof each === 'string',
)

/** Sets every fuse; refuses an Electron that has a fuse without a wanted state. */
export async function setFuses(electron: string): Promise<void> {
  const states = Object.fromEntries(fuseNames.map((name) => [FuseV1Options[name], wantedFuses[name]]))
  await flipFuses(electron, {
    ...(states as Record<FuseV1Options, boolean>),
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    // A signature that Electron shipped with is void once the wire has changed.
    resetAdHocDarwinSignature: process.platform === 'darwin',
  } satisfies FuseConfig)
}

/** The fuses whose state in the executable is not the wanted one, in words. */
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
