// SPDX-License-Identifier: MIT

/** The languages of the IDE. Its texts are not loaded yet: the address of their server needs a cookie. */
const SENTENCES = {
    en: 'This browser blocks cookies and site data for this address. Sanyam needs them to reach its server. Allow them, then reload the page.',
    de: 'Dieser Browser blockiert Cookies und Websitedaten für diese Adresse. Sanyam braucht sie, um seinen Server zu erreichen. Lassen Sie sie zu und laden Sie die Seite neu.'
};

/** Returns whether the browser refuses all storage to the page. Then it sends no cookies either. */
export function isSiteDataBlocked(page: Pick<Window, 'localStorage'>): boolean {
    try {
        void page.localStorage;
        return false;
    } catch {
        // A SecurityError: the user, or a policy of the computer, blocks site data.
        return true;
    }
}

/** Shows what to do in place of the spinner, which would turn for ever. */
export function tellBlockedSiteData(page: Document, language: string): void {
    const sentence = page.createElement('p');
    sentence.setAttribute('role', 'alert');
    sentence.textContent = SENTENCES[language.startsWith('de') ? 'de' : 'en'];
    Object.assign(sentence.style, {
        colorScheme: 'light dark',
        color: 'CanvasText',
        background: 'Canvas',
        font: '16px/1.5 system-ui, sans-serif',
        inset: '0',
        margin: '0',
        padding: '20vh max(24px, calc(50vw - 300px))',
        position: 'fixed'
    });
    page.querySelector('.theia-preload')?.replaceWith(sentence);
}
