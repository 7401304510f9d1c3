import { bundle, isBuilt } from './build.mjs'
import { loadBundle } from './code-cache.mjs'

/**
 * The hosts of Node from their bundle, or from the sources where these are newer: a clone works before it is built.
 *
 * @returns {Promise<typeof import('./node.ts')>}
 */
export const loadHosts = () => (isBuilt() ? loadBundle(bundle) : import('./node.ts'))
