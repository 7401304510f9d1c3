import { registerHooks } from 'node:module'
import { answerTests } from './control.ts'

const standIn = new URL('electron.ts', import.meta.url).href

registerHooks({
  resolve(specifier, context, next) {
    return specifier === 'electron' ? { url: standIn, shortCircuit: true } : next(specifier, context)
  },
})

answerTests()
