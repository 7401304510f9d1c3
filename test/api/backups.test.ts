import { describe, expect, it } from 'vitest'
import { bootTestApp } from '../support/app.ts'
import { createTempDir } from '../support/engine.ts'

describe('backups', () => {
  it('that are requested together are created one after another, each complete, while work continues', async () => {
    const app = await bootTestApp({ dataDir: createTempDir() })
    const remember = (index: number) => app.client.memory.remember({ type: 'note', content: `${index}` })
    let isOver = false
    const writing = (async () => {
      for (let index = 0; !isOver; index += 1) await remember(index)
    })()
    const backups = await Promise.all(Array.from({ length: 4 }, () => app.client.system.backUp()))
    isOver = true
    await writing
    expect(new Set(backups.map(({ name }) => name)).size).toBe(4)
    expect(await app.client.system.listBackups()).toHaveLength(4)
    for (const { name } of backups) {
      expect(await app.client.system.checkBackup({ name })).toMatchObject({ isWhole: true, problem: null })
    }
  })
})
