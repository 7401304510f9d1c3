import { words } from '#shared/words/words.ts'
import { findingOf } from '../finding.ts'
import type { Check } from '../lint-context.ts'

/** A plan that requests worktrees for a project without a git repository. Each program would fail at start. */
export const checkWorkspace: Check = ({
  document: { workspace, projectFolder },
  facts: { isRepository },
}) => {
  if (workspace === undefined || workspace === 'folder') return []
  const code = 'no_repository'
  if (projectFolder === null) {
    const message = words.findings.worktreeWithoutFolder(workspace)
    return [findingOf({ code, severity: 'error', message })]
  }
  if (isRepository !== false) return []
  const message = words.findings.worktreeWithoutRepository(workspace)
  return [findingOf({ code, severity: 'error', message })]
}
