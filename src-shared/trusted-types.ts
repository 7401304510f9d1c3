/** Name of the page's only Trusted Types policy. The content security policy allows it, and the page creates it. */
export const trustedTypesPolicy = 'switchyard'
