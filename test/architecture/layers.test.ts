import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listCircles, listForbidden, readSources, rootDir } from './layers.ts'

describe('the layers', () => {
  it('are respected by every source file', () => {
    expect(listForbidden(readSources(rootDir))).toEqual([])
  })

  const forbidden: Record<string, [path: string, text: string]> = {
    'shared code that imports main code': ['src-shared/x.ts', `import { a } from '../src-main/boot.ts'`],
    'shared code that imports node': ['src-shared/x.ts', `import { readFileSync } from 'node:fs'`],
    'a pure folder that imports the store': [
      'src-main/assignment/x.ts',
      `import { a } from '../store/store.ts'`,
    ],
    'a pure folder that imports node': ['src-main/scheduling/x.ts', `import { join } from 'node:path'`],
    'the store importing the engine': ['src-main/store/x.ts', `import type { E } from '../engine/engine.ts'`],
    'the engine importing agents': ['src-main/engine/x.ts', `import { a } from '../agents/registry.ts'`],
    'agents importing more of the engine than its ports': [
      'src-main/agents/x.ts',
      `import { a } from '../engine/engine.ts'`,
    ],
    'an adapter importing the store': [
      'src-main/agents/scripted/x.ts',
      `import { a } from '../../store/store.ts'`,
    ],
    'the renderer importing main code': ['src-renderer/x.ts', `import { boot } from '../src-main/boot.ts'`],
    'the renderer importing electron': ['src-renderer/x.ts', `import { app } from 'electron'`],
    'the renderer importing node': ['src-renderer/x.ts', `import fs from 'node:fs'`],
    'what screens share importing a screen': [
      'src-renderer/entities/plans/x.tsx',
      `import { a } from '../../features/run/y.tsx'`,
    ],
    'a feature importing another feature': [
      'src-renderer/features/home/x.tsx',
      `import { a } from '../run/y.tsx'`,
    ],
    'SQLite outside its door': ['src-main/api/x.ts', `import Database from 'better-sqlite3'`],
    'a child process outside its door': ['src-main/api/x.ts', `import { spawn } from 'node:child_process'`],
    'a program started outside its door': ['src-main/agents/command/x.ts', `import { execa } from 'execa'`],
    'the protocol of coding agents outside its door': [
      'src-main/agents/acp/session.ts',
      `import * as acp from '@agentclientprotocol/sdk'`,
    ],
    'electron outside its host': ['src-main/boot/boot.ts', `import { app } from 'electron'`],
    'a dynamic import across a line': ['src-shared/x.ts', `const x = await import('../src-main/boot.ts')`],
    'a re-export across a line': ['src-shared/x.ts', `export { boot } from '../src-main/boot.ts'`],
    'an import for its effects': ['src-main/engine/x.ts', `import '../agents/registry.ts'`],
    'the environment outside config': ['src-main/boot/boot.ts', 'const x = process.env.HOME'],
    'time outside the clock': ['src-main/engine/x.ts', 'const x = Date.now()'],
    'a list that a screen has read again by hand': [
      'src-renderer/features/inbox/inbox-card.tsx',
      'void queries.invalidateQueries()',
    ],
    'the clipboard of the browser outside the host': [
      'src-renderer/ui/x.tsx',
      `void navigator.clipboard.writeText('x')`,
    ],
    'SQL outside the store': ['src-main/api/x.ts', "const q = 'SELECT * FROM events WHERE seq > 1'"],
  }

  for (const [what, [path, text]] of Object.entries(forbidden)) {
    it(`refuse ${what}`, () => {
      expect(listForbidden([{ path, text }])).not.toEqual([])
    })
  }

  it('allow the imports of the design', () => {
    const allowed = [
      { path: 'src-main/engine/x.ts', text: `import { a } from '../assignment/verify.ts'` },
      { path: 'src-main/agents/scripted/x.ts', text: `import type { A } from '../../engine/ports.ts'` },
      { path: 'src-renderer/features/home/x.tsx', text: `import { b } from '../../ui/button.tsx'` },
      { path: 'src-main/store/x.ts', text: `import Database from 'better-sqlite3'` },
    ]
    expect(listForbidden(allowed)).toEqual([])
  })
})

describe('the imports', () => {
  it('never lead back to the same file', () => {
    expect(listCircles(readSources(rootDir))).toEqual([])
  })

  it('detect cycles over several files, of types, and of lazy imports, without unrelated files', () => {
    const files = [
      { path: 'src-main/a.ts', text: `import { b } from './b.ts'\nimport { d } from './d.ts'` },
      { path: 'src-main/b.ts', text: `import type { C } from './c.ts'` },
      { path: 'src-main/c.ts', text: `const a = await import('./a.ts')` },
      { path: 'src-main/d.ts', text: 'export const d = 1' },
      { path: 'src-main/e.ts', text: `import { a } from './a.ts'` },
    ]
    expect(listCircles(files).map(([path]) => path)).toEqual([
      'src-main/a.ts',
      'src-main/b.ts',
      'src-main/c.ts',
    ])
  })
})

describe('the folders', () => {
  const folders = Map.groupBy(readSources(rootDir), ({ path }) => dirname(path))

  it('contain 25 files at most, except the catalogue', () => {
    const crowded = [...folders].filter(([folder, { length }]) => length > 25 && !folder.includes('/words/'))
    expect(crowded.map(([folder, { length }]) => `${folder}: ${length}`)).toEqual([])
  })

  it('contain all files of the main process, which has no files at its top level', () => {
    expect(folders.get('src-main')).toBeUndefined()
  })
})
