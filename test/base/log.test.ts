import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const source = (name: string) => JSON.stringify(join(import.meta.dirname, '../../src-main/base', name))

it.each(['err', 'error'])('the log contains the message of an error under the name %s', (name) => {
  const script = `
    import { createLog } from ${source('log.ts')}
    createLog('info', { hideIn: (text) => text }).error({ ${name}: new Error('the disk is gone') }, 'not kept')
  `
  const { stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
  })
  expect(JSON.parse(stderr.trim().split('\n').at(-1) ?? '')).toMatchObject({
    msg: 'not kept',
    [name]: { type: 'Error', message: 'the disk is gone' },
  })
})
