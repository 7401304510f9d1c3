/** The longest id of an agent or a skill. */
export const maxIdLength = 64

/** An agent's id out of its name: `Café Planner` is `cafe-planner`. Empty where no letter or digit of it can be kept. */
export function agentIdOf(name: string): string {
  const words = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]+/g, '-')
    .slice(0, maxIdLength)
  return words.replace(/^[-_]+/, '').replace(/-$/, '')
}
