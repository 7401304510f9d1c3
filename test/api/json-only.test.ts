import { StandardRPCJsonSerializer } from '@orpc/client/standard'
import { describe, expect, it } from 'vitest'
import { jsonOnly } from '../../src-main/app/runs/run-changes.ts'

describe('what holds nothing but JSON', () => {
  it('is handed on by the wire as it is, and written like the plain object', () => {
    const plain = {
      seq: 1,
      run: null,
      tasks: [{ key: 'a', reason: { code: 'x' }, dueAt: null, pin: undefined }],
    }
    const given = jsonOnly(plain)
    const serializer = new StandardRPCJsonSerializer()
    expect(serializer.serialize(given)[0]).toBe(given)
    expect(JSON.stringify(serializer.serialize(given))).toBe(JSON.stringify(serializer.serialize(plain)))
  })
})
