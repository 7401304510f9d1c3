import { mkdirSync, writeFileSync } from 'node:fs'
import { join, posix, win32 } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isSamePath } from '../../../src-main/agents/read-inside.ts'
import { findEntry } from '../../../src-main/agents/workspace/repository.ts'
import { createTempDir } from '../../support/engine.ts'

describe('the entry of a worktree in its repository', () => {
  it("is found for all spellings of the worktree's path in git", async () => {
    const common = createTempDir()
    const entry = join(common, 'worktrees', 'tree')
    mkdirSync(entry, { recursive: true })
    const tree = join(common, 'runs', 'run_1', 'tree')
    writeFileSync(join(entry, 'gitdir'), `${common}//runs/run_1/tree/.git\n`)
    expect(await findEntry(common, tree)).toBe(entry)
    expect(await findEntry(common, join(common, 'runs', 'run_1'))).toBeNull()
  })

  it('is found on Windows, where git writes other slashes and drives have two names', () => {
    const own = 'C:\\Users\\Ann\\Switchyard\\tree\\.git'
    expect(isSamePath('c:/Users/Ann/Switchyard/tree/.git', own, win32)).toBe(true)
    expect(isSamePath('C:/Users/Ann/Switchyard/tree2/.git', own, win32)).toBe(false)
    expect(isSamePath('/a/Tree', '/a/tree', posix)).toBe(false)
  })
})
