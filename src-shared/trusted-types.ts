/** The only Trusted Types policy of a page: the content security policy names it, and the page creates it. */
export const trustedTypesPolicy = 'switchyard'
