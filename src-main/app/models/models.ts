import { ok } from '#shared/result.ts'
import type { AppOptions } from '../options.ts'
import { requireFound, type UseCases } from '../use-case.ts'

/** Models as a person configures them. Each change returns the resulting state. */
export function createModels({ models }: AppOptions): UseCases<'models'> {
  const list = () => ok([...models.list()])
  const readKeyStates = async () => ok(await models.readKeyStates())
  return {
    list,
    test: async ({ name }, { signal }) => requireFound(await models.test(name, signal), `Model ${name}`),
    tryOut: (input, { signal }) => models.tryOut(input, signal),
    save({ model, replaces }) {
      const saved = models.save(model, replaces)
      return saved.ok ? list() : saved
    },
    remove({ name }) {
      const known = requireFound(
        models.list().find((each) => each.name === name),
        `Model ${name}`,
      )
      const removed = known.ok ? models.remove(name) : known
      return removed.ok ? list() : removed
    },
    use({ purpose, name }) {
      const used = models.use(purpose, name)
      return used.ok ? list() : used
    },
    keyStates: readKeyStates,
    async keepKey({ entry, key }) {
      const kept = await models.keepKey(entry, key)
      return kept.ok ? readKeyStates() : kept
    },
    async forgetKey({ entry }) {
      const forgotten = await models.forgetKey(entry)
      return forgotten.ok ? readKeyStates() : forgotten
    },
  }
}
