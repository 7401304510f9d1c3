import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { answerOf, createProject, failureOf, handbook, onboardingLog } from '../builders.ts'

const requiredSkills = ['context_analysis']
const description = 'Look at the project'

describe('context analysis', () => {
  it('reports kinds and sizes of files, headings, words and open markers', async () => {
    const projectFolder = createProject({
      'docs/handbook.md': handbook,
      'log.md': onboardingLog,
      'src/app.ts': '// FIXME: the request is sent twice\nexport const request = 1\n',
      Makefile: 'all:\n',
      'picture.png': new Uint8Array(10),
    })
    const { text, data } = await answerOf({ description, requiredSkills, projectFolder })
    expect(text).toContain('_Read 4 text files of the project folder, 856 bytes._')
    expect(text).toContain(`| \`.md\` | 2 | ${handbook.length + onboardingLog.length} bytes |`)
    expect(text).toContain('- `docs/handbook.md` · Handbook: Access requests, The setup guide')
    expect(text).toMatch(/### Frequent words\n\n.*request \(\d+\)/)
    expect(text).toContain('- `file docs/handbook.md:9` TODO: name an owner.')
    expect(text).toContain('- `file src/app.ts:1` FIXME: the request is sent twice')
    expect(text).toContain('- 1 not text (picture.png)')
    expect(text).toContain('### Missing inputs\n\nNone.')
    expect(data).toMatchObject({
      context_analysis: { files: 4, missing: [], kinds: [{ kind: 'md', files: 2 }, {}, {}] },
    })
  })

  it('reports and quotes earlier results', async () => {
    const { text } = await answerOf({
      description,
      requiredSkills,
      dependencies: [
        {
          key: 'scan',
          title: 'Scan the disk',
          description: '',
          status: 'done',
          result: { text: '# Scan\n\nThe disk is full. More follows.', data: null },
        },
        { key: 'ask', title: 'Ask', description: '', status: 'skipped', result: null },
      ],
    })
    expect(text).toContain('- `scan` Scan the disk is done. Its result begins: “The disk is full.”')
    expect(text).toContain('- The dependency `ask` has no result (status: skipped).')
  })

  it('names missing files', async () => {
    expect((await answerOf({ description, requiredSkills })).data).toMatchObject({
      context_analysis: { missing: ['No project folder is set, so no file was read.'] },
    })
    const empty = createProject()
    expect((await answerOf({ description, requiredSkills, projectFolder: empty })).text).toContain(
      '- The project folder has no readable text file.',
    )
    const gone = join(empty, 'gone')
    expect((await answerOf({ description, requiredSkills, projectFolder: gone })).text).toContain(
      `- Cannot read the project folder: ${gone}`,
    )
  })

  it('fails without a description, a result and a file', async () => {
    for (const projectFolder of [null, createProject()]) {
      expect(await failureOf({ requiredSkills, projectFolder })).toMatchObject({
        reason: 'nothing_to_do',
        message: expect.stringMatching(/^Context to analyze is missing\./),
      })
    }
  })

  it('is deterministic', async () => {
    const projectFolder = createProject({ 'a.md': handbook, 'b.md': onboardingLog })
    const ask = () => answerOf({ description, requiredSkills, projectFolder })
    expect(await ask()).toEqual(await ask())
  })

  it('ignores headings in code blocks', async () => {
    const projectFolder = createProject({ 'a.md': '# Title\n\n```sh\n# not a heading\n```\n' })
    const { data } = await answerOf({ description, requiredSkills, projectFolder })
    expect(data).toMatchObject({
      context_analysis: { documents: [{ source: 'file a.md', headings: ['Title'] }] },
    })
  })
})
