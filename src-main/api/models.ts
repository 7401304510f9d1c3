import type { ModelDesk } from '../app/models/model-settings.ts'
import { requireFound } from '../app/use-case.ts'
import { procedures, unwrap } from './wire/procedure.ts'

export const createModelHandlers = (models: ModelDesk) => {
  const list = () => [...models.list()]
  return {
    list: procedures.models.list.handler(list),
    test: procedures.models.test.handler(async ({ input: { name }, signal }) =>
      unwrap(requireFound(await models.test(name, signal), `Model ${name}`)),
    ),
    tryOut: procedures.models.tryOut.handler(async ({ input, signal }) =>
      unwrap(await models.tryOut(input, signal)),
    ),
    save: procedures.models.save.handler(({ input: { model, replaces } }) => {
      unwrap(models.save(model, replaces))
      return list()
    }),
    remove: procedures.models.remove.handler(({ input: { name } }) => {
      const known = models.list().find((each) => each.name === name)
      unwrap(requireFound(known, `Model ${name}`))
      unwrap(models.remove(name))
      return list()
    }),
    use: procedures.models.use.handler(({ input: { purpose, name } }) => {
      unwrap(models.use(purpose, name))
      return list()
    }),
    keyStates: procedures.models.keyStates.handler(() => models.readKeyStates()),
    keepKey: procedures.models.keepKey.handler(async ({ input: { entry, key } }) => {
      unwrap(await models.keepKey(entry, key))
      return models.readKeyStates()
    }),
    forgetKey: procedures.models.forgetKey.handler(async ({ input: { entry } }) => {
      unwrap(await models.forgetKey(entry))
      return models.readKeyStates()
    }),
  }
}
