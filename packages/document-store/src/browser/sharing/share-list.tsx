// SPDX-License-Identifier: MIT

import { codicon } from '@theia/core/lib/browser/widgets/widget';
import { nls } from '@theia/core/lib/common/nls';
import * as React from '@theia/core/shared/react';
import type { DocumentSharing, ShareRow } from './document-sharing';
import { termsLabel } from './end-label';
import { EndField, PermissionField } from './share-terms-fields';
import { confirmLastEnd } from './sharing-plan';

interface ShareListProperties {
    readonly sharing: DocumentSharing;
    /** Shares cannot be made or changed. */
    readonly onlyEnds: boolean;
}

/** The people with access to a document. */
export function ShareList({ sharing, onlyEnds }: ShareListProperties): React.ReactElement {
    const { state, shares } = sharing;
    return (
        <section aria-labelledby="sanyam-share-people">
            <h3 id="sanyam-share-people">{nls.localize('sanyam/share/people', 'People with Access')}</h3>
            {state === 'loading' && <p>{nls.localize('sanyam/share/loading', 'Loading…')}</p>}
            {state === 'failed' && (
                <button type="button" className="theia-button secondary" onClick={() => void sharing.load()}>
                    {nls.localize('sanyam/error/retry', 'Retry')}
                </button>
            )}
            {state === 'ready' && shares.length === 0 && (
                <p>{nls.localize('sanyam/share/nobody', 'Only you have access to this document.')}</p>
            )}
            {state === 'ready' && shares.length > 0 && (
                <>
                    <ul className="sanyam-share-list">
                        {shares.map(row => (
                            <ShareItem key={row.email} sharing={sharing} onlyEnds={onlyEnds} row={row} />
                        ))}
                    </ul>
                    <p className="sanyam-share-hint">
                        {nls.localize(
                            'sanyam/share/pending',
                            'People without an account get access when they sign up with this address.'
                        )}
                    </p>
                </>
            )}
        </section>
    );
}

type ShareItemProperties = ShareListProperties & { readonly row: ShareRow };

function ShareItem({ sharing, onlyEnds, row }: ShareItemProperties): React.ReactElement {
    const { email, isRevoked, isBusy, expired } = row;
    if (isRevoked) {
        return (
            <li className="revoked">
                <span className="sanyam-share-email">{email}</span>
                <span>{nls.localize('sanyam/share/revoked', 'No longer has access')}</span>
                {!onlyEnds && (
                    <button
                        type="button"
                        className="theia-button secondary"
                        disabled={isBusy}
                        onClick={() => void sharing.undoRevoke(row)}
                    >
                        {nls.localizeByDefault('Undo')}
                    </button>
                )}
            </li>
        );
    }
    return (
        <li>
            <span className="sanyam-share-email" title={email}>
                {email}
                {expired && !onlyEnds && <em> {nls.localize('sanyam/share/expired', '(ended)')}</em>}
            </span>
            {onlyEnds ? <span>{termsLabel(row)}</span> : <Terms sharing={sharing} row={row} />}
            <button
                type="button"
                className={`sanyam-share-remove ${codicon('close')}`}
                title={nls.localize('sanyam/share/revoke', 'End Access')}
                aria-label={nls.localize('sanyam/share/revokeOf', 'End Access of {0}', email)}
                disabled={isBusy}
                onClick={() => void revoke(sharing, onlyEnds, row)}
            />
        </li>
    );
}

function Terms({ sharing, row }: Omit<ShareItemProperties, 'onlyEnds'>): React.ReactElement {
    const { email, permission, expires_at, isBusy } = row;
    const end = expires_at ?? undefined;
    return (
        <>
            <PermissionField
                label={nls.localize('sanyam/share/permissionOf', 'Permission of {0}', email)}
                value={permission}
                disabled={isBusy}
                onChange={changed => void sharing.change(row, { permission: changed, expires_at: end })}
            />
            <EndField
                label={nls.localize('sanyam/share/endOf', 'Last day of {0}', email)}
                value={end}
                isBusy={isBusy}
                onChange={changed => void sharing.change(row, { permission, expires_at: changed })}
            />
        </>
    );
}

async function revoke(sharing: DocumentSharing, onlyEnds: boolean, row: ShareRow): Promise<void> {
    if (!onlyEnds || (await confirmLastEnd(row.email))) {
        await sharing.revoke(row);
    }
}
