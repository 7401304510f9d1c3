import type { Workspaces } from '../app/workspaces/workspaces.ts'
import { answer, procedures, unwrap } from './wire/procedure.ts'

export const createWorkspaceHandlers = (workspaces: Workspaces) => ({
  previewMerge: procedures.workspaces.previewMerge.handler(answer(workspaces.previewMerge)),
  merge: procedures.workspaces.merge.handler(answer(workspaces.merge)),
  readArtifact: procedures.workspaces.readArtifact.handler(async ({ input: { sha256 } }) =>
    unwrap(await workspaces.readArtifact(sha256)),
  ),
  list: procedures.workspaces.list.handler(() => workspaces.list()),
  clean: procedures.workspaces.clean.handler(async ({ input: { runId = null, force } }) =>
    unwrap(await workspaces.clean(runId, force)),
  ),
})
