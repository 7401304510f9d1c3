import { findingOf } from '../finding.ts'
import type { Check } from '../lint-scene.ts'

/** A plan that wants worktrees of a project that cannot have any: each of its programs would fail at its start. */
export const checkWorkspace: Check = ({
  document: { workspace, projectFolder },
  facts: { isRepository },
}) => {
  if (workspace === undefined || workspace === 'folder') return []
  const code = 'no_repository'
  const ends = 'its programs could not start.'
  if (projectFolder === null) {
    const message = `The plan works in git worktrees (${workspace}) and names no project folder: ${ends}`
    return [findingOf({ code, severity: 'error', message })]
  }
  if (isRepository !== false) return []
  const message = `The plan works in git worktrees (${workspace}), and its project folder is in no git repository: ${ends}`
  return [findingOf({ code, severity: 'error', message })]
}
