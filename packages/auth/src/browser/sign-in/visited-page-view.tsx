// SPDX-License-Identifier: MIT

import { nls } from '@theia/core/lib/common/nls';
import * as React from '@theia/core/shared/react';
import type { VisitedPage } from './provider-visit';

/** The address of a page in the browser of the system, to copy if no browser opened, or the wrong one. */
export function VisitedPageView({ page }: { readonly page: VisitedPage }): React.ReactElement {
    const [isCopied, setCopied] = React.useState<boolean>();
    const copy = async (): Promise<void> => setCopied(await page.copy());
    return (
        <div className="sanyam-sign-in-page">
            <p>
                {page.isOpen
                    ? nls.localize(
                          'sanyam/auth/pageOpen',
                          'Sign in on the page in your browser. If there is none, open this address in a browser on this computer.'
                      )
                    : nls.localize(
                          'sanyam/auth/pageNotOpen',
                          'Could not open a browser. Open this address in a browser on this computer.'
                      )}
            </p>
            <div className="sanyam-sign-in-address">
                <input
                    className="theia-input"
                    readOnly
                    spellCheck={false}
                    aria-label={nls.localize('sanyam/auth/pageAddress', 'Address')}
                    value={page.address}
                    onFocus={event => event.currentTarget.select()}
                />
                <button type="button" className="theia-button secondary" onClick={() => void copy()}>
                    {nls.localizeByDefault('Copy')}
                </button>
            </div>
            <p role="status">
                {isCopied === true && nls.localize('sanyam/auth/addressCopied', 'Copied.')}
                {isCopied === false &&
                    nls.localize(
                        'sanyam/auth/addressNotCopied',
                        'Could not copy the address. Select it, and copy it with the keyboard.'
                    )}
            </p>
        </div>
    );
}
