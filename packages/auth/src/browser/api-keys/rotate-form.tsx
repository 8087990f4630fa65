// SPDX-License-Identifier: MIT

import { nls } from '@theia/core/lib/common/nls';
import * as React from '@theia/core/shared/react';
import { LONGEST_OVERLAP } from './key-texts';

/** Hours. */
const USUAL_OVERLAP = 24;

interface RotateFormProperties {
    readonly isBusy: boolean;
    readonly rotate: (overlapHours: number) => Promise<void>;
}

/** Asks how long the old key still works. */
export function RotateForm({ isBusy, rotate }: RotateFormProperties): React.ReactElement {
    const [hours, setHours] = React.useState(String(USUAL_OVERLAP));
    const field = React.useRef<HTMLInputElement>(null);
    React.useEffect(() => field.current?.focus(), []);
    return (
        <form
            className="sanyam-key-rotate"
            onSubmit={event => {
                event.preventDefault();
                void rotate(Number(hours));
            }}
        >
            <p>
                {nls.localize(
                    'sanyam/apiKeys/rotateHint',
                    'A new key with the same name and scopes works at once. The old one works until the overlap ends, so that you can replace it everywhere. Enter 0 to revoke the old key at once.'
                )}
            </p>
            <div className="sanyam-key-row">
                <label>
                    <span>{nls.localize('sanyam/apiKeys/overlap', 'Hours until the old key ends')}</span>
                    <input
                        ref={field}
                        className="theia-input"
                        type="number"
                        required
                        min={0}
                        max={LONGEST_OVERLAP}
                        step={1}
                        value={hours}
                        onChange={event => setHours(event.currentTarget.value)}
                    />
                </label>
                <button type="submit" className="theia-button main" disabled={isBusy}>
                    {nls.localize('sanyam/apiKeys/rotateNow', 'Rotate Key')}
                </button>
            </div>
        </form>
    );
}
