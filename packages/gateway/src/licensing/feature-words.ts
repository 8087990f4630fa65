// SPDX-License-Identifier: MIT

/** The features whose names are not plain words. The database's messages use the same words. */
const WORDS: ReadonlyMap<string, string> = new Map([
    ['api_keys', 'API keys'],
    ['azure_ad', 'Azure AD'],
    ['cloud_auth', 'signing in'],
    ['document_recovery', 'recovery from the trash'],
    ['document_sharing', 'sharing'],
    ['document_versioning', 'version history']
]);

/** Returns a feature as a sentence names it. An operator can add features, so it need not be known. */
export function inWords(feature: string): string {
    return WORDS.get(feature) ?? feature.replaceAll('_', ' ');
}
