/** Maximum length of an agent id or skill, in characters. */
export const maxIdLength = 64

/** Derives an id from an agent's name: `Café Planner` becomes `cafe-planner`. Empty if no letter or digit remains. */
export function agentIdOf(name: string): string {
  const words = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]+/g, '-')
    .slice(0, maxIdLength)
  return words.replace(/^[-_]+/, '').replace(/-$/, '')
}
