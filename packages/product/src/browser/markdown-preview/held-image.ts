// SPDX-License-Identifier: MIT

import { nls } from '@theia/core/lib/common';
import type { HoldReason } from './image-budget';

/**
 * Puts a sentence and a button beside the alternative text of an image that waits. An image in a link gets them beside the
 * link, because a button in a link cannot be reached.
 *
 * @param show loads the image. If it fails, the sentence says so
 */
export function holdBack(image: HTMLImageElement, reason: HoldReason, show: () => Promise<void>): void {
    const place = image.closest('a') ?? image;
    const held = document.createElement('span');
    held.className = 'sanyam-held-image';
    // A browser would show the sign of a broken image.
    const text = document.createElement('span');
    text.textContent = image.alt;
    text.hidden = image.alt === '';
    const sentence = document.createElement('span');
    sentence.className = 'sanyam-held-image-reason';
    sentence.textContent = describe(reason);
    const button = document.createElement('button');
    button.className = 'theia-button secondary';
    button.textContent = nls.localize('sanyam/previewImage/show', 'Show');
    if (image.alt !== '') {
        button.setAttribute('aria-label', `${button.textContent}: ${image.alt}`);
    }
    button.addEventListener('click', () => {
        button.disabled = true;
        show()
            .then(() => {
                text.remove();
                sentence.remove();
                button.remove();
                held.replaceWith(...held.childNodes);
                // The keyboard goes on from here.
                image.tabIndex = -1;
                image.focus();
            })
            .catch((error: unknown) => {
                console.info('The preview cannot show an image.', error);
                sentence.textContent = nls.localize('sanyam/previewImage/failed', 'Could not show this image.');
                button.remove();
            });
    });
    place.replaceWith(held);
    held.append(place, sentence, button);
    image.after(text);
}

function describe(reason: HoldReason): string {
    switch (reason) {
        case 'web':
            return nls.localize('sanyam/previewImage/web', 'This image comes from the web.');
        case 'slow':
            return nls.localize('sanyam/previewImage/slow', 'This SVG image may take long to draw.');
        case 'large':
            return nls.localize('sanyam/previewImage/large', 'This image is large.');
        case 'frames':
            return nls.localize('sanyam/previewImage/frames', 'This image has many frames.');
        case 'unknown':
            return nls.localize('sanyam/previewImage/unknown', 'The size of this image is not known.');
        case 'together':
            return nls.localize('sanyam/previewImage/together', 'The images of this document are large together.');
        case 'many':
            return nls.localize('sanyam/previewImage/many', 'This document has many images.');
    }
}
