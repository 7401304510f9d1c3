import { type ModelInput, type ModelView, modelKinds } from '#shared/contract/models.ts'

export type KeyKind = 'none' | 'environment' | 'keystore'

export interface ModelDraft {
  readonly name: string
  readonly kind: (typeof modelKinds)[number]
  readonly model: string
  readonly baseURL: string
  readonly structured: 'json_schema' | 'json_object' | 'prompt'
  readonly price: string
  readonly keyKind: KeyKind
  readonly keyName: string
  /** New key to store in the keystore. Never part of a response from the engine. */
  readonly newKey: string
}

export const newModelDraft: ModelDraft = {
  ...{
    name: '',
    kind: 'compatible',
    model: '',
    baseURL: 'http://127.0.0.1:11434/v1',
    structured: 'json_schema',
  },
  ...{ price: '', keyKind: 'none', keyName: '', newKey: '' },
}

export const structuredModes = ['json_schema', 'json_object', 'prompt'] as const

export function draftOf({ name, kind, model, baseURL, structured, price, key }: ModelView): ModelDraft {
  return {
    ...{ name, model, baseURL: baseURL ?? '', price: price ?? '', newKey: '' },
    kind: modelKinds.find((each) => each === kind) ?? 'compatible',
    structured: structuredModes.find((mode) => mode === structured) ?? 'json_schema',
    keyKind: key?.from ?? 'none',
    keyName: key?.name ?? '',
  }
}

export const usualVariables = {
  openai: 'OPENAI_API_KEY',
  anthropic: 'ANTHROPIC_API_KEY',
  google: 'GEMINI_API_KEY',
  compatible: null,
} as const

/** Changes the kind and sets the usual key source of that kind. */
export function withKind(draft: ModelDraft, kind: ModelDraft['kind']): ModelDraft {
  const usual = usualVariables[kind]
  if (usual === null) return { ...draft, kind, keyKind: 'none', keyName: '' }
  return { ...draft, kind, keyKind: 'environment', keyName: usual }
}

export function inputOf(draft: ModelDraft): ModelInput {
  const { name, kind, model, baseURL, structured, price, keyKind, keyName } = draft
  const isOwn = kind === 'compatible'
  return {
    ...{ name: name.trim(), kind, model: model.trim() },
    baseURL: isOwn ? baseURL.trim() : null,
    structured: isOwn ? structured : null,
    price: price.trim() === '' ? null : price.trim(),
    key: keyKind === 'none' || keyName.trim() === '' ? null : { from: keyKind, name: keyName.trim() },
  }
}
