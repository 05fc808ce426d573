"""The demo: believable calls of a made-up company, and a tour of requests over them."""
