import { describe, expect, it } from 'vitest'
import { refusalOf } from '../../src-main/api/wire/wire-errors.ts'
import { createHarness } from '../support/engine.ts'

describe('a request while Switchyard closes', () => {
  it('is refused with its own code when the database is already closed', () => {
    const { store } = createHarness()
    store.db.close()
    const read = () => {
      try {
        return store.runs.find('run_1')
      } catch (error) {
        return refusalOf(new Error('A use case failed', { cause: error }))
      }
    }
    expect(read()).toEqual({
      code: 'E_CLOSED',
      reason: 'app_closing',
      message: 'Switchyard is closing.',
      hint: 'Start Switchyard and try again.',
    })
  })
})
