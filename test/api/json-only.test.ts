import { StandardRPCJsonSerializer } from '@orpc/client/standard'
import { describe, expect, it } from 'vitest'
import { jsonOnly } from '../../src-main/app/runs/run-changes.ts'

describe('a plain JSON value', () => {
  it('is passed through the wire unchanged, and serialized like a plain object', () => {
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
