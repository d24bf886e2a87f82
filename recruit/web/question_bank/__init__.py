"""The question bank in the browser, for recruiting managers and HR."""
