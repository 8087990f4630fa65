// SPDX-License-Identifier: MIT

// Theia reads the local storage before anything else. In a browser that blocks it, Theia does not start and shows its
// progress indicator for ever. So this script runs before Theia, and says what to do. Theia's translations are not there yet.
const SENTENCES = {
    en: 'Sanyam needs site data. Allow cookies and site data for this address in your browser, then reload the page.',
    de: 'Sanyam braucht Websitedaten. Erlauben Sie im Browser Cookies und Websitedaten für diese Adresse, und laden Sie die Seite dann neu.'
};

function hasSiteData() {
    try {
        window.localStorage.getItem('sanyam');
        return true;
    } catch {
        return false;
    }
}

if (!hasSiteData()) {
    const language = /^de\b/i.test(navigator.language) ? 'de' : 'en';
    const sentence = document.createElement('p');
    sentence.lang = language;
    sentence.setAttribute('role', 'alert');
    sentence.textContent = SENTENCES[language];
    // Theia's progress indicator: this script is in its element.
    const indicator = document.currentScript.parentElement;
    indicator.className = 'sanyam-no-site-data';
    indicator.append(sentence);
}
