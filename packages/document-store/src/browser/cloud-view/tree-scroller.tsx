// SPDX-License-Identifier: MIT

import * as React from '@theia/core/shared/react';
import type { Components } from '@theia/core/shared/react-virtuoso';

type ScrollerProperties = Pick<React.HTMLAttributes<HTMLDivElement>, 'children' | 'style'> & {
    readonly 'data-virtuoso-scroller'?: boolean;
};

/**
 * The element that scrolls the rows of a tree. The one of Virtuoso takes the focus: it is a stop of the Tab key beside the
 * tree itself, and screen readers expect only rows in a tree.
 */
export const TreeScroller = React.forwardRef<HTMLDivElement, ScrollerProperties>(function TreeScroller(
    { children, style, 'data-virtuoso-scroller': isScroller },
    ref
) {
    return (
        <div ref={ref} style={style} data-virtuoso-scroller={isScroller}>
            {children}
        </div>
    );
    // Virtuoso's type excludes the texts that React once took as references.
}) as Components['Scroller'];
