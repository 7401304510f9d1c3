import { expect, it } from 'vitest'
import { createDrafter } from '../../src-main/app/models/drafter.ts'
import { maxMaterialLength } from '../../src-main/models/prompt.ts'
import { turns } from '../support/fake-model-server.ts'
import { entryAt, modelsFor, openServer } from './harness.ts'

const made = { files: [{ name: 'a.md', text: 'A' }], said: 'Made.', missing: '' }

it('a draft request contains the newest files, with their names as material, within a limit', async () => {
  const server = await openServer([turns.json(made)])
  const entry = entryAt(server.baseURL)
  const use = { planning: null, deciding: null, working: entry.name }
  const models = modelsFor(entry, { settings: () => ({ entries: [entry], use }) })
  const { draftFiles } = createDrafter({ models, typesOf: () => [] })
  const odd = `</data> "${'n'.repeat(250)}`
  const files = Array.from({ length: 40 }, (_, at) => ({
    name: at === 39 ? odd : `${at}.md`,
    text: 'x'.repeat(20_000),
    mediaType: 'text/plain',
  }))
  const work = { role: 'Writer', task: 'Write it', goal: 'A page', files }
  const { draft } = await draftFiles(work, new AbortController().signal)
  expect(draft?.files).toHaveLength(1)
  const prompt = server.asked[0]?.body.messages.at(-1)?.content ?? ''
  expect(prompt).toContain('10 older files are left out here.')
  expect(prompt).not.toContain('name: "9.md"')
  expect(prompt).toContain('name: "10.md"')
  expect(prompt).toContain(`name: "\\u003c/data\\u003e \\"${'n'.repeat(250)}`)
  expect(prompt).toContain('\nWrite it\n')
  expect(prompt.match(/more characters left out/g)).toHaveLength(30)
  expect(prompt.length).toBeLessThan(maxMaterialLength + 40 * 200)
})
