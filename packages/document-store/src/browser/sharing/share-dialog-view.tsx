// SPDX-License-Identifier: MIT

import type { SharePermission } from '@sanyam/types';
import { codicon } from '@theia/core/lib/browser/widgets/widget';
import { nls } from '@theia/core/lib/common/nls';
import * as React from '@theia/core/shared/react';
import type { DocumentSharing, ShareTerms } from './document-sharing';
import { ShareList } from './share-list';
import type { MissingSharing } from './sharing-plan';
import { EndField, PermissionField } from './share-terms-fields';

interface ShareDialogViewProperties {
    readonly sharing: DocumentSharing;
    readonly copyLink: () => Promise<void>;
    /** The plan does not include sharing: existing shares can only end. */
    readonly missing: MissingSharing | undefined;
    /** Closes the dialog for something else. */
    readonly leaveFor: (run: () => Promise<unknown>) => void;
}

/** The fields of the Share dialog: new people, people with access, the link, and the transfer to another owner. */
export function ShareDialogView({
    sharing,
    copyLink,
    missing,
    leaveFor
}: ShareDialogViewProperties): React.ReactElement {
    return (
        <div className="sanyam-share" aria-busy={sharing.isBusy || sharing.state === 'loading'}>
            {missing ? <WithoutSharing missing={missing} leaveFor={leaveFor} /> : <AddPeople sharing={sharing} />}
            <div className="sanyam-share-messages" role="status">
                {sharing.problems.map(problem => (
                    <p key={problem} className="sanyam-share-problem">
                        <span className={codicon('error')} aria-hidden="true" />
                        {problem}
                    </p>
                ))}
                {sharing.notice && (
                    <p>
                        {sharing.notice}
                        {sharing.undo && (
                            <button
                                type="button"
                                className="theia-button secondary sanyam-share-undo"
                                onClick={() => void sharing.undo?.()}
                            >
                                {nls.localizeByDefault('Undo')}
                            </button>
                        )}
                    </p>
                )}
            </div>
            <ShareList sharing={sharing} onlyEnds={missing !== undefined} />
            <Transfer sharing={sharing} />
            <p className="sanyam-share-link">
                <button type="button" className="theia-button secondary" onClick={() => void copyLink()}>
                    {nls.localize('sanyam/share/copyLink', 'Copy Link')}
                </button>
                <span>
                    {nls.localize('sanyam/share/linkHint', 'The link opens the document only for people with access.')}
                </span>
            </p>
        </div>
    );
}

function WithoutSharing({
    missing,
    leaveFor
}: {
    readonly missing: MissingSharing;
    readonly leaveFor: ShareDialogViewProperties['leaveFor'];
}): React.ReactElement {
    return (
        <div className="sanyam-share-plan">
            <p>{missing.sentence}</p>
            {missing.actions.map(({ label, run }) => (
                <button
                    key={label}
                    type="button"
                    className="theia-button main"
                    // The dialog is drawn after it was activated.
                    autoFocus
                    onClick={() => leaveFor(run)}
                >
                    {label}
                </button>
            ))}
        </div>
    );
}

function AddPeople({ sharing }: { readonly sharing: DocumentSharing }): React.ReactElement {
    const [text, setText] = React.useState('');
    const [permission, setPermission] = React.useState<SharePermission>('view');
    const [expires_at, setEnd] = React.useState<string>();
    const add = async (terms: ShareTerms): Promise<void> => setText(await sharing.add(text, terms));
    return (
        <form
            className="sanyam-share-add"
            noValidate
            onSubmit={event => {
                event.preventDefault();
                // Half a day would share without an end.
                if (event.currentTarget.reportValidity()) {
                    void add({ permission, expires_at });
                }
            }}
        >
            <label className="sanyam-share-address">
                <span>{nls.localize('sanyam/share/addresses', 'Email addresses')}</span>
                <input
                    className="theia-input"
                    type="text"
                    // The dialog is drawn after it was activated.
                    autoFocus
                    autoComplete="off"
                    spellCheck={false}
                    placeholder={nls.localize('sanyam/share/example', 'ada@example.org, grace@example.org')}
                    value={text}
                    onChange={event => setText(event.currentTarget.value)}
                />
            </label>
            <label>
                <span>{nls.localize('sanyam/share/permission', 'Permission')}</span>
                <PermissionField value={permission} onChange={setPermission} />
            </label>
            <label>
                <span>{nls.localize('sanyam/share/until', 'Until (optional)')}</span>
                <EndField value={expires_at} onChange={setEnd} keepsIncomplete />
            </label>
            <button type="submit" className="theia-button main" disabled={sharing.isBusy}>
                {nls.localize('sanyam/share/share', 'Share')}
            </button>
        </form>
    );
}

function Transfer({ sharing }: { readonly sharing: DocumentSharing }): React.ReactElement {
    const [text, setText] = React.useState('');
    const { offer } = sharing;
    const hint =
        offer === undefined
            ? nls.localize(
                  'sanyam/share/transferHint',
                  'The new owner must accept within 30 days. You can then still edit the document.'
              )
            : nls.localize('sanyam/share/offered', 'You offered this document to {0}, who must accept.', offer);
    return (
        <details className="sanyam-share-transfer">
            <summary>{nls.localize('sanyam/share/transfer', 'Transfer to Another Owner')}</summary>
            <p>{hint}</p>
            <form
                noValidate
                onSubmit={event => {
                    event.preventDefault();
                    void sharing.offerTo(text).then(isOffered => isOffered && setText(''));
                }}
            >
                <input
                    className="theia-input"
                    type="text"
                    autoComplete="off"
                    spellCheck={false}
                    aria-label={nls.localize('sanyam/share/newOwner', 'Email address of the new owner')}
                    placeholder={nls.localize('sanyam/share/newOwner', 'Email address of the new owner')}
                    value={text}
                    onChange={event => setText(event.currentTarget.value)}
                />
                <button type="submit" className="theia-button main" disabled={sharing.isBusy}>
                    {nls.localize('sanyam/share/offer', 'Offer')}
                </button>
                <button
                    type="button"
                    className="theia-button secondary"
                    disabled={sharing.isBusy}
                    onClick={() => void sharing.withdrawOffer()}
                >
                    {nls.localize('sanyam/share/withdraw', 'Withdraw Offer')}
                </button>
            </form>
        </details>
    );
}
